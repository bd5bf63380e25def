using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>One of the decoder's branches: from the deepest features back to the output's resolution.</summary>
internal sealed class DecoderBranch : Module<Tensor, Tensor, Tensor, Tensor, Tensor>
{
    private readonly DecoderStage _third;
    private readonly DecoderStage _second;
    private readonly Conv2d _first;
    private readonly BatchNorm2d _norm;
    private readonly Conv2d _last;
    private readonly int _kernel;

    public DecoderBranch(HoverNetPlan plan, int outputs)
        : base(nameof(DecoderBranch))
    {
        _kernel = plan.DecoderKernel;
        register_module("u3", _third = new DecoderStage(plan, plan.Width(1024), plan.Width(256), 8));
        register_module("u2", _second = new DecoderStage(plan, plan.Width(512), plan.Width(128), 4));
        var one = new Group();
        _first = one.Add("conva", Layers.Convolution(plan.Width(256), plan.Width(64), _kernel));
        register_module("u1", one);
        var zero = new Group();
        _norm = zero.Add("bn", Layers.Norm(plan.Width(64)));
        _last = zero.Add("conv", Layers.Convolution(plan.Width(64), outputs, 1, bias: true));
        register_module("u0", zero);
    }

    /// <summary>Logits or maps of the branch.</summary>
    /// <param name="deep">The deepest features, upsampled, with those of the third encoder block added.</param>
    /// <param name="middle">Second encoder block, cut.</param>
    /// <param name="shallow">First encoder block, cut.</param>
    /// <param name="upsampling">The 2 x 2 matrix of the upsampling.</param>
    public override Tensor forward(Tensor deep, Tensor middle, Tensor shallow, Tensor upsampling)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _third.call(deep);
        x = _second.call(Layers.Upsample(x, upsampling).add_(middle));
        x = _first.call(Layers.PadSame(Layers.Upsample(x, upsampling).add_(shallow), _kernel, 1));
        return _last.call(Layers.NormRelu(_norm, x)).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: layers are registered under their published names, not under those of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
