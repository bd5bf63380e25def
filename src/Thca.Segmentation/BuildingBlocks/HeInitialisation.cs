using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>
/// Initial weights: normal with standard deviation sqrt(2 / (1 + 0.01²)) / sqrt(fan in), biases 0 (He et al., 2015). The last layers of the
/// sound gates start at zero.
/// </summary>
internal static class HeInitialisation
{
    private const double Gain = 1.4141428569978354; // sqrt(2 / (1 + 0.01^2))

    public static void Apply(nn.Module network, long seed)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using var generator = new Generator((ulong)seed);
        foreach ((string name, Parameter parameter) in network.named_parameters())
        {
            if (name.EndsWith(".bias", StringComparison.Ordinal)) parameter.zero_();
            else if (name.EndsWith(".norm.weight", StringComparison.Ordinal)) parameter.fill_(1);
            else if (name.EndsWith(".ca.mlp1.weight", StringComparison.Ordinal) || name.EndsWith(".sa.conv.weight", StringComparison.Ordinal)) parameter.zero_();
            else parameter.copy_(randn(parameter.shape, generator: generator) * (Gain / Math.Sqrt(FanIn(parameter.shape))));
        }
    }

    private static double FanIn(long[] shape) => shape.Skip(1).Aggregate(1L, (a, b) => a * b);
}
