using Thca.Segmentation.Architectures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Thca.Segmentation.Tests;

/// <summary>A small gated U-Net in double precision whose weights and input are formulas, with outputs computed by PyTorch.</summary>
internal static class StandAloneNetwork
{
    public static UNet Create()
    {
        UNet network = UNet.Create(new NetworkPlan
        {
            FeaturesPerStage = [4, 8, 16],
            KernelSizes = [[1, 3, 3], [3, 3, 3], [3, 3, 3]],
            Strides = [[1, 1, 1], [1, 2, 2], [2, 2, 2]],
            ConvolutionsPerStage = [2, 2, 2],
            ConvolutionsPerDecoderStage = [2, 2],
            Attention = AttentionKind.Reference,
        });
        network.to(ScalarType.Float64);
        Dictionary<string, Parameter> parameters = network.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        int j = 0;
        foreach (string name in Order()) Fill(parameters[name], name, j++);
        Assert.Equal(63, j);
        Assert.Equal(63, parameters.Count);
        return network;
    }

    /// <summary>sin(0.3 z) + cos(0.2 y) sin(0.5 x), (1, 1, 8, 16, 16).</summary>
    public static Tensor Input()
    {
        var values = new double[8 * 16 * 16];
        for (int i = 0; i < values.Length; i++) values[i] = Math.Sin(0.3 * (i / 256)) + Math.Cos(0.2 * (i / 16 % 16)) * Math.Sin(0.5 * (i % 16));
        return tensor(values, [1, 1, 8, 16, 16]);
    }

    private static void Fill(Parameter parameter, string name, int j)
    {
        long n = parameter.numel();
        double scale = Math.Sqrt(2.0 / ((double)n / parameter.shape[0]));
        var values = new double[n];
        for (int i = 0; i < n; i++)
        {
            double u = Math.Sin(0.61803398875 * i + j + 0.5);
            values[i] = name.EndsWith(".norm.weight", StringComparison.Ordinal) ? 1 + 0.1 * u : name.EndsWith(".bias", StringComparison.Ordinal) ? 0.1 * u : u * scale;
        }

        parameter.copy_(tensor(values, parameter.shape));
    }

    private static IEnumerable<string> Order()
    {
        IEnumerable<string> Stack(string prefix) =>
            from block in (int[])[0, 1]
            from part in block == 0
                ? (string[])["conv.weight", "conv.bias", "norm.weight", "norm.bias"]
                : ["conv.weight", "conv.bias", "norm.weight", "norm.bias", "ca.fc.weight", "ca.fc.bias", "sa.cv1.weight"]
            select $"{prefix}.convs.{block}.{part}";
        return
        [
            .. Enumerable.Range(0, 3).SelectMany(s => Stack($"encoder.stages.{s}.0")),
            .. Enumerable.Range(0, 2).SelectMany(d => Stack($"decoder.stages.{d}")),
            .. Enumerable.Range(0, 2).SelectMany(d => (string[])[$"decoder.transpconvs.{d}.weight", $"decoder.transpconvs.{d}.bias"]),
            .. Enumerable.Range(0, 2).SelectMany(d => (string[])[$"decoder.seg_layers.{d}.weight", $"decoder.seg_layers.{d}.bias"]),
        ];
    }
}
