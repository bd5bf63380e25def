using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Effects;

/// <summary>Standardised mean difference of two samples with its small-sample correction.</summary>
public sealed record CohensD
{
    /// <summary>(mean₁ - mean₀)/s with the pooled standard deviation.</summary>
    public required double Value { get; init; }

    /// <summary>The same with s = √((s₁² + s₀²)/2).</summary>
    public required double AverageVariance { get; init; }

    /// <summary>Hedges' g: d times the exact factor Γ(ν/2)/(√(ν/2) Γ((ν-1)/2)), ν = N - 2.</summary>
    public required double HedgesG { get; init; }

    /// <summary>Lower limit of d.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper limit of d: d ± z·√(N/(n₀n₁) + d²/(2N)).</summary>
    public required double Upper { get; init; }

    /// <summary>Compares two samples; NaN entries are left out. Everything is NaN when a sample has fewer than two values or nothing varies.</summary>
    public static CohensD Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double level = 0.95)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        double n1 = a.Length, n0 = b.Length, v1 = Moments.Variance(a), v0 = Moments.Variance(b), n = n1 + n0, df = n - 2;
        double difference = Moments.Mean(a) - Moments.Mean(b);
        double pooled = Math.Sqrt(((n1 - 1) * v1 + (n0 - 1) * v0) / df);
        double d = n1 > 1 && n0 > 1 && pooled > 0 ? difference / pooled : double.NaN;
        double j = df > 1 ? Math.Exp(LogFactorial.Gamma(df / 2) - LogFactorial.Gamma((df - 1) / 2)) / Math.Sqrt(df / 2) : double.NaN;
        double half = ProportionInterval.Z(level) * Math.Sqrt(n / (n0 * n1) + d * d / (2 * n));
        return new CohensD
        {
            Value = d,
            AverageVariance = double.IsNaN(d) ? double.NaN : difference / Math.Sqrt((v1 + v0) / 2),
            HedgesG = d * j,
            Lower = d - half,
            Upper = d + half,
        };
    }
}
