using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>Pre-activation bottleneck: 1 x 1, 3 x 3, 1 x 1; the first unit of a block has no pre-activation and carries the stride.</summary>
internal sealed class ResidualUnit : Module<Tensor, Tensor>
{
    private readonly BatchNorm2d? _before;
    private readonly Conv2d _first;
    private readonly BatchNorm2d _firstNorm;
    private readonly Conv2d _second;
    private readonly BatchNorm2d _secondNorm;
    private readonly Conv2d _third;
    private readonly int _stride;

    public ResidualUnit(int input, int inner, int output, int stride, bool preactivated)
        : base(nameof(ResidualUnit))
    {
        _stride = stride;
        if (preactivated) register_module("preact/bn", _before = Layers.Norm(input));
        register_module("conv1", _first = Layers.Convolution(input, inner, 1));
        register_module("conv1/bn", _firstNorm = Layers.Norm(inner));
        register_module("conv2", _second = Layers.Convolution(inner, inner, 3, stride));
        register_module("conv2/bn", _secondNorm = Layers.Norm(inner));
        register_module("conv3", _third = Layers.Convolution(inner, output, 1));
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _before is null ? input : Layers.NormRelu(_before, input);
        x = Layers.NormRelu(_firstNorm, _first.call(x));
        x = Layers.NormRelu(_secondNorm, _second.call(Layers.PadSame(x, 3, _stride)));
        return _third.call(x).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: layers are registered under their published names, not under those of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
