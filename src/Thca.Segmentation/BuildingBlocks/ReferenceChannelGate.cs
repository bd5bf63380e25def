using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>The original's channel gate: sigmoid of a full linear map of the spatial means.</summary>
internal sealed class ReferenceChannelGate : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> fc;

    public ReferenceChannelGate(int features, int dimensions)
        : base(nameof(ReferenceChannelGate))
    {
        fc = Layers.Pointwise(features, features, dimensions);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input * fc.call(input.mean(SpatialAxes.Of(input), keepdim: true)).sigmoid();
}
