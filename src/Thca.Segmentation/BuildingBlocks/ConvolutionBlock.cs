using TorchSharp;
using Thca.Segmentation.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>
/// Convolution, normalisation and LeakyReLU, with gates behind them where <c>gated</c>. The original applies its gates before the
/// activation (<see cref="AttentionKind.Reference"/>), the sound form after it.
/// </summary>
internal sealed class ConvolutionBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv;
    private readonly Module<Tensor, Tensor> norm;
    private readonly Module<Tensor, Tensor>? ca;
    private readonly Module<Tensor, Tensor>? sa;
    private readonly bool _gatesBeforeActivation;
    private readonly double _slope;

    public ConvolutionBlock(NetworkPlan plan, int level, int input, IReadOnlyList<int> stride, bool gated)
        : base(nameof(ConvolutionBlock))
    {
        int features = plan.FeaturesPerStage[level];
        conv = Layers.Convolution(input, features, plan.KernelSizes[level], stride, plan.ConvolutionBias);
        norm = Layers.Normalisation(plan.Normalisation, features, plan.Dimensions, plan.NormEpsilon);
        _slope = plan.NegativeSlope;
        if (gated && plan.Attention == AttentionKind.Reference)
        {
            ca = new ReferenceChannelGate(features, plan.Dimensions);
            sa = new ReferenceSpatialGate(plan.Dimensions);
            _gatesBeforeActivation = true;
        }
        else if (gated && plan.Attention == AttentionKind.Sound)
        {
            ca = new ChannelGate(features, plan.HiddenFeatures(features), plan.Dimensions);
            sa = new SpatialGate(plan.SpatialKernel(level));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        // What lies between is freed at once where no gradient needs it.
        using DisposeScope scope = NewDisposeScope();
        Tensor normalised = norm.call(conv.call(input));
        Tensor result = _gatesBeforeActivation
            ? functional.leaky_relu(Gate(normalised), _slope)
            : Gate(functional.leaky_relu(normalised, _slope));
        return result.MoveToOuterDisposeScope();
    }

    private Tensor Gate(Tensor input) => ca is null || sa is null ? input : sa.call(ca.call(input));
}
