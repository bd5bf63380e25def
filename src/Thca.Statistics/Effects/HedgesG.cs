using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Effects;

/// <summary>Hedges' g, signed: the difference of means (first minus second) in pooled standard deviations, corrected for small samples, with the interval from the noncentral t distribution.</summary>
/// <param name="Value">J · (mean₁ - mean₀)/s with s of n₁ + n₀ - 2 degrees of freedom and J = 1 - 3/(4(n₁ + n₀) - 9).</param>
/// <param name="Lower">Lower limit.</param>
/// <param name="Upper">Upper limit.</param>
public sealed record HedgesG(double Value, double Lower, double Upper)
{
    /// <summary>Compares two samples; NaN entries are left out. Everything is NaN when a sample has fewer than two values or nothing varies.</summary>
    /// <param name="first">First sample.</param>
    /// <param name="second">Second sample.</param>
    /// <param name="level">Coverage of the interval.</param>
    public static HedgesG Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double level = 0.95)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        double n1 = a.Length, n0 = b.Length, df = n1 + n0 - 2;
        double pooled = Math.Sqrt(((n1 - 1) * Moments.Variance(a) + (n0 - 1) * Moments.Variance(b)) / df);
        double difference = Moments.Mean(a) - Moments.Mean(b);
        // Spread that is rounding only: the values of each sample are the same.
        if (n1 < 2 || n0 < 2 || !(pooled > 1e-13 * (Math.Abs(Moments.Mean(a)) + Math.Abs(Moments.Mean(b))))) return new HedgesG(double.NaN, double.NaN, double.NaN);
        double d = difference / pooled, size = Math.Sqrt(n1 * n0 / (n1 + n0)), j = 1 - 3 / (4 * (n1 + n0) - 9), t = d * size;
        double Limit(double p) => j * NoncentralTDistribution.Noncentrality(t, df, p) / size;
        return new HedgesG(j * d, Limit((1 + level) / 2), Limit((1 - level) / 2));
    }
}
