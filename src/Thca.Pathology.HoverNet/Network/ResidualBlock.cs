using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>Residual units with a projected shortcut, closed by batch normalisation and ReLU.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly ResidualUnit[] _units;
    private readonly Conv2d _shortcut;
    private readonly BatchNorm2d _norm;

    public ResidualBlock(int input, int inner, int output, int units, int stride)
        : base(nameof(ResidualBlock))
    {
        _units = [.. Enumerable.Range(0, units).Select(i => new ResidualUnit(i == 0 ? input : output, inner, output, i == 0 ? stride : 1, preactivated: i > 0))];
        var list = new Group();
        for (int i = 0; i < units; i++) list.Add(FormattableString.Invariant($"{i}"), _units[i]);
        register_module("units", list);
        register_module("shortcut", _shortcut = Layers.Convolution(input, output, 1, stride));
        var closing = new Group();
        _norm = closing.Add("bn", Layers.Norm(output));
        register_module("blk_bna", closing);
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor sum = _shortcut.call(input), previous = input;
        foreach (ResidualUnit unit in _units)
        {
            Tensor next = unit.call(previous).add_(sum);
            if (!ReferenceEquals(previous, input)) previous.Dispose();
            else sum.Dispose();
            sum = previous = next;
        }

        return Layers.NormRelu(_norm, sum).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: layers are registered under their published names, not under those of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
