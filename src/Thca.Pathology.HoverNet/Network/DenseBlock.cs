using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>Dense units whose features are appended to what came before, cut to the same size; closed by batch normalisation and ReLU.</summary>
internal sealed class DenseBlock : Module<Tensor, Tensor>
{
    private readonly DenseUnit[] _units;
    private readonly BatchNorm2d _norm;

    public DenseBlock(int input, int inner, int growth, int units, int kernel)
        : base(nameof(DenseBlock))
    {
        _units = [.. Enumerable.Range(0, units).Select(i => new DenseUnit(input + i * growth, inner, growth, kernel))];
        var list = new Group();
        for (int i = 0; i < units; i++) list.Add(FormattableString.Invariant($"{i}"), _units[i]);
        register_module("units", list);
        var closing = new Group();
        _norm = closing.Add("bn", Layers.Norm(input + units * growth));
        register_module("blk_bna", closing);
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = input;
        foreach (DenseUnit unit in _units)
        {
            Tensor added = unit.call(features);
            Tensor joined = cat([Layers.CropTo(features, added), added], 1);
            added.Dispose();
            if (!ReferenceEquals(features, input)) features.Dispose();
            features = joined;
        }

        return Layers.NormRelu(_norm, features).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: layers are registered under their published names, not under those of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
