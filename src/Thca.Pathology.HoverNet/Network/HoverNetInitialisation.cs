using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>
/// Initial weights: convolutions normal with standard deviation sqrt(2 / fan out) (He et al., 2015), their biases uniform to 1 / sqrt(fan in),
/// normalisations 1 and 0.
/// </summary>
internal static class HoverNetInitialisation
{
    public static void Apply(HoverNetwork network, long seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using var generator = new Generator((ulong)seed);
        Dictionary<string, Parameter> named = network.named_parameters().ToDictionary(p => p.name, p => p.parameter, StringComparer.Ordinal);
        foreach ((string name, Parameter parameter) in named)
        {
            if (parameter.dim() == 4)
            {
                parameter.copy_(randn(parameter.shape, generator: generator) * Math.Sqrt(2.0 / (parameter.shape[0] * parameter.shape[2] * parameter.shape[3])));
            }
            else if (named.TryGetValue(name.Replace(".bias", ".weight", StringComparison.Ordinal), out Parameter? weight) && weight.dim() == 4)
            {
                parameter.copy_((rand(parameter.shape, generator: generator) * 2 - 1) / Math.Sqrt(weight.shape[1] * weight.shape[2] * weight.shape[3]));
            }
            else
            {
                parameter.fill_(name.EndsWith(".weight", StringComparison.Ordinal) ? 1 : 0);
            }
        }
    }
}
