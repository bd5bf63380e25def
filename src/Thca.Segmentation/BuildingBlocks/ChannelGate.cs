using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>
/// Channel attention (Woo et al., CBAM, 2018): twice the sigmoid of a shared two-layer map of spatial mean and maximum. The last layer starts
/// at zero, so that the gate starts as the identity.
/// </summary>
internal sealed class ChannelGate : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> mlp0;
    private readonly Module<Tensor, Tensor> mlp1;

    public ChannelGate(int features, int hidden, int dimensions)
        : base(nameof(ChannelGate))
    {
        mlp0 = Layers.Pointwise(features, hidden, dimensions, bias: false);
        mlp1 = Layers.Pointwise(hidden, features, dimensions);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        long[] axes = SpatialAxes.Of(input);
        Tensor score = Score(input.mean(axes, keepdim: true)) + Score(input.amax(axes, keepdim: true));
        return input * (2 * score.sigmoid());
    }

    private Tensor Score(Tensor pooled) => mlp1.call(functional.relu(mlp0.call(pooled)));
}
