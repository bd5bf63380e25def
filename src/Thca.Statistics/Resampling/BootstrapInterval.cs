using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Resampling;

/// <summary>95 % intervals from bootstrap replicates.</summary>
public static class BootstrapInterval
{
    private const double Z975 = 1.959963984540054;

    /// <summary>2.5 and 97.5 percentiles of the replicates that are defined; NaN when fewer than half are.</summary>
    public static (double Lower, double Upper) Percentile(ReadOnlySpan<double> replicates)
    {
        double[] sorted = Quantiles.Sorted(replicates);
        return 2 * sorted.Length < replicates.Length || sorted.Length == 0 ? (double.NaN, double.NaN) : (Quantiles.OfSorted(sorted, 0.025), Quantiles.OfSorted(sorted, 0.975));
    }

    /// <summary>Bias-corrected and accelerated interval (Efron, 1987).</summary>
    /// <param name="estimate">The estimate on the data.</param>
    /// <param name="replicates">Bootstrap replicates.</param>
    /// <param name="jackknife">Estimates with each patient left out.</param>
    public static (double Lower, double Upper) Bca(double estimate, ReadOnlySpan<double> replicates, ReadOnlySpan<double> jackknife)
    {
        double[] sorted = Quantiles.Sorted(replicates);
        if (2 * sorted.Length < replicates.Length || sorted.Length == 0 || double.IsNaN(estimate)) return (double.NaN, double.NaN);
        double below = sorted.Count(v => v < estimate) + 0.5 * sorted.Count(v => v == estimate);
        double share = Math.Clamp(below / sorted.Length, 0.5 / sorted.Length, 1 - 0.5 / sorted.Length);
        double z0 = NormalDistribution.Quantile(share), a = Acceleration(jackknife);
        double Limit(double z) => Quantiles.OfSorted(sorted, Math.Clamp(NormalDistribution.Cdf(z0 + (z0 + z) / (1 - a * (z0 + z))), 0, 1));
        return (Limit(-Z975), Limit(Z975));
    }

    private static double Acceleration(ReadOnlySpan<double> jackknife)
    {
        double[] values = Finite.Observed(jackknife);
        double mean = Moments.Mean(values), cubes = 0, squares = 0;
        foreach (double v in values)
        {
            double d = mean - v;
            cubes += d * d * d;
            squares += d * d;
        }

        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }
}
