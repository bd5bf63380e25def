using Thca.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>
/// HoVer-Net (Graham et al., Medical Image Analysis 2019): a pre-activation ResNet-50 encoder and a decoder branch each for nuclear pixels,
/// horizontal and vertical distances, and classes. Weights carry the names of the published PyTorch checkpoints. Several threads may call a
/// network in evaluation mode, each in its own dispose scope.
/// </summary>
public sealed class HoverNetwork : Module
{
    private readonly Conv2d _stem;
    private readonly BatchNorm2d _stemNorm;
    private readonly ResidualBlock[] _encoder;
    private readonly Conv2d _bottom;
    private readonly DecoderBranch? _types;
    private readonly DecoderBranch _nuclei;
    private readonly DecoderBranch _distances;
    private readonly Group _upsampling;

    private HoverNetwork(HoverNetPlan plan)
        : base(nameof(HoverNetwork))
    {
        Plan = plan;
        var stem = new Group();
        _stem = stem.Add("/", Layers.Convolution(3, plan.Width(64), 7));
        _stemNorm = stem.Add("bn", Layers.Norm(plan.Width(64)));
        register_module("conv0", stem);
        _encoder =
        [
            new ResidualBlock(plan.Width(64), plan.Width(64), plan.Width(256), 3, 1),
            new ResidualBlock(plan.Width(256), plan.Width(128), plan.Width(512), 4, 2),
            new ResidualBlock(plan.Width(512), plan.Width(256), plan.Width(1024), 6, 2),
            new ResidualBlock(plan.Width(1024), plan.Width(512), plan.Width(2048), 3, 2),
        ];
        for (int i = 0; i < _encoder.Length; i++) register_module(FormattableString.Invariant($"d{i}"), _encoder[i]);
        register_module("conv_bot", _bottom = Layers.Convolution(plan.Width(2048), plan.Width(1024), 1));
        var decoder = new Group();
        if (plan.TypeCount > 0) _types = decoder.Add("tp", new DecoderBranch(plan, plan.TypeCount));
        _nuclei = decoder.Add("np", new DecoderBranch(plan, 2));
        _distances = decoder.Add("hv", new DecoderBranch(plan, 2));
        register_module("decoder", decoder);
        _upsampling = new Group();
        _upsampling.register_buffer("unpool_mat", ones(2, 2));
        register_module("upsample2x", _upsampling);
    }

    /// <summary>The plan the network was built from.</summary>
    public HoverNetPlan Plan { get; }

    /// <summary>Number of trained values.</summary>
    public long ParameterCount => parameters().Sum(p => p.numel());

    /// <summary>Builds a network with initial weights: Kaiming normal by fan-out for convolutions, 1 and 0 for normalisations.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <exception cref="Core.Errors.OptionsException">The plan is not sound.</exception>
    /// <exception cref="Core.Errors.NativeLibraryException">torch cannot be loaded.</exception>
    public static HoverNetwork Create(HoverNetPlan plan, long seed = 42)
    {
        plan.Validate();
        TorchRuntime.EnsureLoaded();
        var network = new HoverNetwork(plan);
        HoverNetInitialisation.Apply(network, seed);
        return network;
    }

    /// <summary>Runs the network.</summary>
    /// <param name="input">(batch, 3, n, n), red, green and blue from 0 to 255; the division by 255 happens here. n as in <see cref="HoverNetPlan.OutputOf"/>.</param>
    public HoverNetOutput Forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = input / 255f;
        if (Plan.Mode == HoverNetMode.Fast) x = functional.pad(x, [3, 3, 3, 3]);
        x = Layers.NormRelu(_stemNorm, _stem.call(x));
        Tensor d0 = _encoder[0].call(x);
        x.Dispose();
        Tensor d1 = _encoder[1].call(d0);
        Tensor shallow = Layers.Crop(d0, Plan.FirstCrop, Plan.FirstCrop);
        Tensor d2 = _encoder[2].call(d1);
        Tensor middle = Layers.Crop(d1, Plan.SecondCrop, Plan.SecondCrop);
        Tensor matrix = _upsampling.get_buffer("unpool_mat")!;
        Tensor deep = Layers.Upsample(_bottom.call(_encoder[3].call(d2)), matrix).add_(d2);
        Tensor? types = _types?.call(deep, middle, shallow, matrix).MoveToOuterDisposeScope();
        return new HoverNetOutput(
            types,
            _nuclei.call(deep, middle, shallow, matrix).MoveToOuterDisposeScope(),
            _distances.call(deep, middle, shallow, matrix).MoveToOuterDisposeScope());
    }

    /// <summary>Nothing: layers are registered under their published names, not under those of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
