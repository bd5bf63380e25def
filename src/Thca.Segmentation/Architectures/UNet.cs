using TorchSharp;
using TorchSharp.Modules;
using Thca.Segmentation.BuildingBlocks;
using Thca.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.Architectures;

/// <summary>
/// The U-Net of nnU-Net with or without CBAM gates, built from a <see cref="NetworkPlan"/>. Input (batch, channels, [z,] y, x), output logits
/// (batch, classes, [z,] y, x). Spatial sizes must be divisible by the product of strides. Weight names equal those of the Python classes
/// without their aliases. Not thread-safe in training mode.
/// </summary>
public sealed class UNet : Module<Tensor, Tensor>
{
    private readonly UNetEncoder encoder;
    private readonly UNetDecoder decoder;

    private UNet(NetworkPlan plan)
        : base(nameof(UNet))
    {
        Plan = plan;
        encoder = new UNetEncoder(plan);
        decoder = new UNetDecoder(plan);
        RegisterComponents();
    }

    /// <summary>The plan the network was built from.</summary>
    public NetworkPlan Plan { get; }

    /// <summary>Builds a network with initialised weights.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="seed">Seed of the weights' initial values.</param>
    /// <exception cref="Core.Errors.OptionsException">The plan is not sound.</exception>
    /// <exception cref="Core.Errors.NativeLibraryException">torch cannot be loaded.</exception>
    public static UNet Create(NetworkPlan plan, long seed = 42)
    {
        plan.Validate();
        TorchRuntime.EnsureLoaded();

        // Layers leave tensors of their construction behind; only the weights outlive this scope.
        using DisposeScope scope = NewDisposeScope();
        var network = new UNet(plan);
        foreach (Tensor weight in network.parameters().Concat(network.buffers())) weight.DetachFromDisposeScope();
        HeInitialisation.Apply(network, seed);
        return network;
    }

    /// <summary>Logits at full resolution.</summary>
    public override Tensor forward(Tensor input) => ForwardScales(input, everyScale: false)[0];

    /// <summary>Logits of every decoder stage, full resolution first (deep supervision).</summary>
    public Tensor[] ForwardScales(Tensor input, bool everyScale = true)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. decoder.call(encoder.call(input), everyScale).Select(l => l.MoveToOuterDisposeScope())];
    }

    /// <summary>Outputs of the encoder stages, full resolution first.</summary>
    public Tensor[] Skips(Tensor input) => encoder.call(input);
}
