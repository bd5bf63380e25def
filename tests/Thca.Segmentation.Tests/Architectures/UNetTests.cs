using System.Text.Json;
using Thca.Core.Errors;
using Thca.Segmentation.Architectures;
using Thca.Testing;
using Thca.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Segmentation.Tests.Architectures;

public class UNetTests
{
    [Theory]
    [InlineData("cbam2d", "safetensors")]
    [InlineData("cbam3d", "safetensors")]
    [InlineData("cbam3d", "legacy.pth")]
    [InlineData("cbam3d", "checkpoint.pth")]
    [InlineData("cbam3d_ds", "state_dict.pth")]
    public void Forward_GoldenWeights_GivesGoldenOutputsAndSkips(string network, string file)
    {
        using JsonDocument description = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("golden", "networks", network + ".json")));
        NetworkPlan plan = GoldenPlan(description.RootElement.GetProperty("config"));
        using UNet unet = UNet.Create(plan);
        StateDict.Load(unet, UNetWeights.Read(SharedData.Path("golden", "networks", $"{network}.{file}")));
        unet.eval();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor input = Golden(network, "input");
        Tensor[] outputs = unet.ForwardScales(input, description.RootElement.GetProperty("config").GetProperty("deep_supervision").GetBoolean());
        for (int i = 0; i < outputs.Length; i++) AssertClose(Golden(network, $"output{i}"), outputs[i], 2e-5);
        Tensor[] skips = unet.Skips(input);
        for (int i = 0; i < skips.Length; i++) AssertClose(Golden(network, $"skip{i}"), skips[i], 2e-5);
    }

    [Fact]
    public void ParameterCount_TableOfTheStudy_IsReproduced()
    {
        // Parameter counts of the original's networks, one input channel and twelve classes.
        int[] wide = [32, 64, 128, 256, 320, 320];
        Assert.Equal(31_689_594, NetworkPlan.Isotropic(3, wide, 12, AttentionKind.Reference).ParameterCount());
        Assert.Equal(31_203_644, NetworkPlan.Isotropic(3, wide, 12, AttentionKind.None).ParameterCount());
        Assert.Equal(48_359_170, NetworkPlan.Isotropic(2, [32, 64, 128, 256, 512, 512, 512, 512], 12, AttentionKind.Reference).ParameterCount());
        Assert.Equal(88_634, NetworkPlan.Isotropic(3, [8, 16, 32], 12, AttentionKind.Reference).ParameterCount());
        Assert.Equal(348_538, NetworkPlan.Isotropic(3, [16, 32, 64], 12, AttentionKind.Reference).ParameterCount());
    }

    [Theory]
    [InlineData(AttentionKind.None)]
    [InlineData(AttentionKind.Reference)]
    [InlineData(AttentionKind.Sound)]
    public void Create_AnyAttention_HasAsManyParametersAsThePlanSays(AttentionKind attention)
    {
        NetworkPlan plan = NetworkPlan.Isotropic(3, [8, 16, 32], 12, attention);
        using UNet unet = UNet.Create(plan);
        Assert.Equal(plan.ParameterCount(), unet.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void Create_SoundGates_StartAsIdentity()
    {
        using UNet gated = UNet.Create(NetworkPlan.Isotropic(3, [4, 8], 3));
        using UNet plain = UNet.Create(NetworkPlan.Isotropic(3, [4, 8], 3, AttentionKind.None));
        StateDict.Load(plain, StateDict.Save(gated).Where(w => !w.Key.Contains(".ca.", StringComparison.Ordinal) && !w.Key.Contains(".sa.", StringComparison.Ordinal)).ToDictionary());
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor input = randn([1, 1, 8, 8, 8], generator: new Generator(1));
        AssertClose(plain.call(input), gated.call(input), 1e-6);
    }

    [Fact]
    public void Create_SameSeed_SameWeights()
    {
        NetworkPlan plan = NetworkPlan.Isotropic(2, [4, 8], 3);
        using UNet a = UNet.Create(plan, 7), b = UNet.Create(plan, 7), c = UNet.Create(plan, 8);
        Assert.Equal(StateDict.Save(a)["encoder.stages.0.0.convs.0.conv.weight"].ToSingle(), StateDict.Save(b)["encoder.stages.0.0.convs.0.conv.weight"].ToSingle());
        Assert.NotEqual(StateDict.Save(a)["encoder.stages.0.0.convs.0.conv.weight"].ToSingle(), StateDict.Save(c)["encoder.stages.0.0.convs.0.conv.weight"].ToSingle());
    }

    [Fact]
    public void Load_OtherWidths_NamesEveryDifference_ChangesNothing()
    {
        using UNet small = UNet.Create(NetworkPlan.Isotropic(2, [4, 8], 3)), large = UNet.Create(NetworkPlan.Isotropic(2, [4, 8, 16], 3));
        float[] before = StateDict.Save(small)["encoder.stages.0.0.convs.0.conv.weight"].ToSingle();
        DataFormatException error = Assert.Throws<DataFormatException>(() => StateDict.Load(small, StateDict.Save(large)));
        Assert.Contains("unexpected", error.Message, StringComparison.Ordinal);
        Assert.Contains("encoder.stages.2.0", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, StateDict.Save(small)["encoder.stages.0.0.convs.0.conv.weight"].ToSingle());
    }

    [Fact]
    public void Validate_EvenKernelAndMissingStage_ListsBoth()
    {
        NetworkPlan plan = NetworkPlan.Isotropic(3, [8, 16], 3) with { KernelSizes = [[2, 3, 3], [3, 3, 3]], ConvolutionsPerStage = [2] };
        OptionsException error = Assert.Throws<OptionsException>(plan.Validate);
        Assert.Equal(2, error.Problems.Count);
    }

    private static NetworkPlan GoldenPlan(JsonElement config) => new()
    {
        InputChannels = config.GetProperty("input_channels").GetInt32(),
        ClassCount = config.GetProperty("num_classes").GetInt32(),
        FeaturesPerStage = Integers(config.GetProperty("features_per_stage")),
        KernelSizes = [.. config.GetProperty("kernel_sizes").EnumerateArray().Select(Integers)],
        Strides = [.. config.GetProperty("strides").EnumerateArray().Select(Integers)],
        ConvolutionsPerStage = Integers(config.GetProperty("n_conv_per_stage")),
        ConvolutionsPerDecoderStage = Integers(config.GetProperty("n_conv_per_stage_decoder")),
        ConvolutionBias = config.GetProperty("conv_bias").GetBoolean(),
        Normalisation = config.GetProperty("norm").GetString()!.StartsWith("Batch", StringComparison.Ordinal) ? NormalisationKind.Batch : NormalisationKind.Instance,
        Attention = AttentionKind.Reference,
    };

    private static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];

    private static Tensor Golden(string network, string part)
    {
        (int[] shape, double[] values) = NpyFile.Read(SharedData.Path("golden", "networks", $"{network}.{part}.npy"));
        return tensor([.. values.Select(v => (float)v)], [.. shape.Select(s => (long)s)]);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double relative)
    {
        Assert.Equal(expected.shape, actual.shape);
        double deviation = (expected - actual).abs().max().item<float>(), scale = expected.std().item<float>();
        Assert.True(deviation <= relative * Math.Max(scale, 1e-3), $"largest deviation {deviation:E2}, standard deviation {scale:E2}");
    }
}
