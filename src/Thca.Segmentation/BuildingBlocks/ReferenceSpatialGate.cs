using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>The original's spatial gate: sigmoid of a 5-wide convolution of the channel mean and maximum.</summary>
internal sealed class ReferenceSpatialGate : Module<Tensor, Tensor>
{
    private const int Kernel = 5;
    private readonly Module<Tensor, Tensor> cv1;

    public ReferenceSpatialGate(int dimensions)
        : base(nameof(ReferenceSpatialGate))
    {
        cv1 = Layers.Convolution(2, 1, [.. Enumerable.Repeat(Kernel, dimensions)], bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input * cv1.call(ChannelStatistics.Of(input)).sigmoid();
}
