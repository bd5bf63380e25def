using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>One scale of a decoder branch: convolution, dense block, 1 x 1 convolution.</summary>
internal sealed class DecoderStage : Module<Tensor, Tensor>
{
    private readonly Conv2d _first;
    private readonly DenseBlock _dense;
    private readonly Conv2d _last;

    public DecoderStage(HoverNetPlan plan, int input, int features, int units)
        : base(nameof(DecoderStage))
    {
        int growth = plan.Width(32), output = features + units * growth;
        register_module("conva", _first = Layers.Convolution(input, features, plan.DecoderKernel));
        register_module("dense", _dense = new DenseBlock(features, plan.Width(128), growth, units, plan.DecoderKernel));
        register_module("convf", _last = Layers.Convolution(output, output, 1));
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return _last.call(_dense.call(_first.call(input))).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: layers are registered under their published names, not under those of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
