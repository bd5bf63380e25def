using System.Text;
using System.Text.Json;
using Thca.Testing;
using Thca.Torch.Weights;

namespace Thca.Pathology.HoverNet.Tests.Network;

/// <summary>Weights made by rule: splitmix64 seeded by the FNV-1a hash of each name, uniform to bounds by kind of tensor.</summary>
internal static class GoldenWeights
{
    public static Dictionary<string, WeightTensor> Make(string network)
    {
        JsonElement keys = GoldenJson.Open("networks", network + ".json").GetProperty("keys");
        var result = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach (JsonElement key in keys.EnumerateArray())
        {
            string name = key.GetProperty("key").GetString()!;
            long[] shape = [.. key.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64())];
            result[name] = WeightTensor.FromSingle(shape, Values(name, shape));
        }

        return result;
    }

    public static float[] Values(string name, long[] shape)
    {
        long count = shape.Aggregate(1L, (a, b) => a * b);
        var values = new float[count];
        if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal)) return values;
        ulong state = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(name)) state = (state ^ b) * 1099511628211;
        bool isWeight = name.EndsWith("weight", StringComparison.Ordinal), isVariance = name.EndsWith("running_var", StringComparison.Ordinal);
        double bound = shape.Length > 1 ? Math.Sqrt(3.0 / shape.Skip(1).Aggregate(1L, (a, b) => a * b)) : 0;
        for (long i = 0; i < count; i++)
        {
            double u = Next(ref state);
            values[i] = (float)(bound > 0 ? (2 * u - 1) * bound : isWeight || isVariance ? 0.8 + 0.4 * u : 0.1 * (2 * u - 1));
        }

        return values;
    }

    private static double Next(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
