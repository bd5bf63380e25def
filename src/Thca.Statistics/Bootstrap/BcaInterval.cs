using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Bootstrap;

/// <summary>A bootstrap interval, bias-corrected and accelerated (Efron, 1987).</summary>
/// <param name="Estimate">The statistic of the sample.</param>
/// <param name="Lower">Lower limit.</param>
/// <param name="Upper">Upper limit.</param>
/// <param name="Bias">z0, the normal quantile of the share of replicates below the estimate (ties count one half).</param>
/// <param name="Acceleration">Skewness of the influence values over 6.</param>
public sealed record BcaInterval(double Estimate, double Lower, double Upper, double Bias, double Acceleration)
{
    /// <summary>Computes the interval.</summary>
    /// <param name="estimate">The statistic of the sample.</param>
    /// <param name="replicates">The statistic of bootstrap samples; NaN entries are left out.</param>
    /// <param name="influence">Influence of every observation on the statistic (up to a common factor), or jackknife deviations.</param>
    /// <param name="level">Confidence level; default 0.95.</param>
    /// <returns>NaN limits without replicates; the estimate itself when no replicate differs from it.</returns>
    public static BcaInterval Of(double estimate, ReadOnlySpan<double> replicates, ReadOnlySpan<double> influence, double level = 0.95)
    {
        double[] sorted = Quantiles.Sorted(replicates);
        if (sorted.Length == 0) return new BcaInterval(estimate, double.NaN, double.NaN, double.NaN, double.NaN);
        double below = sorted.Count(v => v < estimate) + 0.5 * sorted.Count(v => v == estimate);
        double squares = 0, cubes = 0;
        foreach (double u in influence)
        {
            squares += u * u;
            cubes += u * u * u;
        }

        double a = squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
        double share = Math.Clamp(below / sorted.Length, 0.5 / sorted.Length, 1 - 0.5 / sorted.Length), z0 = NormalDistribution.Quantile(share);
        double Limit(double tail)
        {
            double z = z0 + NormalDistribution.Quantile(tail);
            return Quantiles.OfSorted(sorted, NormalDistribution.Cdf(z0 + z / (1 - a * z)));
        }

        return new BcaInterval(estimate, Limit((1 - level) / 2), Limit(1 - (1 - level) / 2), z0, a);
    }
}
