using Thca.Statistics.Distributions;

namespace Thca.Statistics.Power;

/// <summary>Design of the Mann-Whitney test by Noether's (1987) formula.</summary>
public static class MannWhitneyPower
{
    /// <summary>The probability of superiority that is detected with a given power: ½ + (z₁₋α/₂ + z_power)/√(12 f(1 - f)N).</summary>
    /// <param name="n">Observations in all.</param>
    /// <param name="fraction">Share of the first group.</param>
    /// <param name="power">Wanted power.</param>
    /// <param name="alpha">Two-sided level.</param>
    /// <returns>May exceed 1: then no effect can be detected at this size.</returns>
    public static double DetectableSuperiority(int n, double fraction, double power = 0.8, double alpha = 0.05) =>
        0.5 + (NormalDistribution.Quantile(1 - alpha / 2) + NormalDistribution.Quantile(power)) / Math.Sqrt(12 * fraction * (1 - fraction) * n);
}
