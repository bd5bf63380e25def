using Thca.Segmentation.Inference;
using static TorchSharp.torch;

namespace Thca.Segmentation.Tests.Inference;

/// <summary>A network that is a function of the tile.</summary>
internal sealed class FakeNetwork(int classes, Func<Tensor, Tensor> logits) : ITileNetwork
{
    public int Channels => 1;

    public int Classes => classes;

    public Tensor Logits(Tensor tile) => logits(tile);
}
