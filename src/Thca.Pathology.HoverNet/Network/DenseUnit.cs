using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>New features of a dense block: normalise, 1 x 1, normalise, k x k without padding in four groups.</summary>
internal sealed class DenseUnit : Module<Tensor, Tensor>
{
    private const int Groups = 4;

    private readonly BatchNorm2d _before;
    private readonly Conv2d _first;
    private readonly BatchNorm2d _firstNorm;
    private readonly Conv2d _second;

    public DenseUnit(int input, int inner, int growth, int kernel)
        : base(nameof(DenseUnit))
    {
        register_module("preact_bna/bn", _before = Layers.Norm(input));
        register_module("conv1", _first = Layers.Convolution(input, inner, 1));
        register_module("conv1/bn", _firstNorm = Layers.Norm(inner));
        register_module("conv2", _second = Layers.Convolution(inner, growth, kernel, groups: Groups));
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _first.call(Layers.NormRelu(_before, input));
        return _second.call(Layers.NormRelu(_firstNorm, x)).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: layers are registered under their published names, not under those of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
