using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>Spatial attention (Woo et al., CBAM, 2018): twice the sigmoid of a convolution of channel mean and maximum; starts as the identity.</summary>
internal sealed class SpatialGate : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv;

    public SpatialGate(IReadOnlyList<int> kernel)
        : base(nameof(SpatialGate))
    {
        conv = Layers.Convolution(2, 1, kernel, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input * (2 * conv.call(ChannelStatistics.Of(input)).sigmoid());
}
