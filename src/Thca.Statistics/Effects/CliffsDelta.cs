using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Bootstrap;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Effects;

/// <summary>Cliff's delta, the share of pairs in which the first sample is higher minus the share in which it is lower, with a percentile bootstrap interval.</summary>
/// <param name="Value">(#(x &gt; y) - #(x &lt; y))/(n₁ n₀), -1 to 1; NaN when a sample is empty.</param>
/// <param name="Lower">Lower limit; NaN without replicates.</param>
/// <param name="Upper">Upper limit; NaN without replicates.</param>
public sealed record CliffsDelta(double Value, double Lower, double Upper)
{
    /// <summary>Area under the ROC curve of the variable for the first sample: (delta + 1)/2.</summary>
    public double Auc => (Value + 1) / 2;

    /// <summary>The customary word (Romano and others, 2006): below 0.147 negligible, 0.33 small, 0.474 medium, else large; empty for NaN.</summary>
    public string Magnitude => Math.Abs(Value) switch { < 0.147 => "negligible", < 0.33 => "small", < 0.474 => "medium", >= 0.474 => "large", _ => "" };

    /// <summary>Compares two samples; NaN entries are left out.</summary>
    /// <param name="first">First sample.</param>
    /// <param name="second">Second sample.</param>
    /// <param name="replicates">Bootstrap samples, drawn within each sample; 0 = no interval.</param>
    /// <param name="seed">Seed; default 42.</param>
    /// <param name="level">Coverage of the interval.</param>
    /// <param name="ct">Stops between samples.</param>
    public static CliffsDelta Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int replicates = 2000, RandomSeed? seed = null, double level = 0.95, CancellationToken ct = default)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        double delta = 2 * MannWhitney.ProbabilityOfSuperiority(a, b) - 1;
        if (double.IsNaN(delta) || replicates == 0) return new CliffsDelta(delta, double.NaN, double.NaN);
        bool[] isFirst = [.. Enumerable.Range(0, a.Length + b.Length).Select(i => i < a.Length)];
        double[] areas = AucBootstrap.Replicates(isFirst, [.. a, .. b], replicates, seed, ComputeOptions.SingleThread, ct);
        Array.Sort(areas);
        return new CliffsDelta(delta, 2 * Quantiles.OfSorted(areas, (1 - level) / 2) - 1, 2 * Quantiles.OfSorted(areas, (1 + level) / 2) - 1);
    }
}
