using Thca.Core.Randomness;
using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;

namespace Thca.Statistics.Power;

/// <summary>Design of the Mann-Whitney test.</summary>
public static class MannWhitneyPower
{
    /// <summary>The probability of superiority that is detected with a given power, by Noether's (1987) formula: ½ + (z₁₋α/₂ + z_power)/√(12 f(1 - f)N).</summary>
    /// <param name="n">Observations in all.</param>
    /// <param name="fraction">Share of the first group.</param>
    /// <param name="power">Wanted power.</param>
    /// <param name="alpha">Two-sided level.</param>
    /// <returns>May exceed 1: then no effect can be detected at this size.</returns>
    public static double DetectableSuperiority(int n, double fraction, double power = 0.8, double alpha = 0.05) =>
        0.5 + (NormalDistribution.Quantile(1 - alpha / 2) + NormalDistribution.Quantile(power)) / Math.Sqrt(12 * fraction * (1 - fraction) * n);

    /// <summary>
    /// The same by simulation of a shift between two normal samples. In each simulated pair of samples the shift at which the test becomes
    /// significant is one order statistic of the differences; their quantile at the wanted power is the shift, Φ(shift/√2) the probability.
    /// </summary>
    /// <param name="first">Observations of the first group, at least 1.</param>
    /// <param name="second">Observations of the second group, at least 1.</param>
    /// <param name="stream">Where the samples come from.</param>
    /// <param name="power">Wanted power.</param>
    /// <param name="alpha">Two-sided level.</param>
    /// <param name="replicates">Simulated pairs of samples.</param>
    /// <param name="ct">Stops between samples.</param>
    /// <returns>NaN when no result of the exact test can be significant at these sizes.</returns>
    public static double DetectableSuperiority(int first, int second, RandomStream stream, double power = 0.8, double alpha = 0.05, int replicates = 2_000, CancellationToken ct = default)
    {
        if (first < 1 || second < 1) return double.NaN;
        int critical = CriticalU(first, second, alpha);
        if (critical < 0) return double.NaN;
        double[] a = new double[first], b = new double[second], differences = new double[first * second], shifts = new double[replicates];
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            if ((replicate & 0xFF) == 0) ct.ThrowIfCancellationRequested();
            for (int i = 0; i < first; i++) a[i] = stream.NextNormal();
            for (int j = 0; j < second; j++) b[j] = stream.NextNormal();
            for (int i = 0; i < first; i++)
                for (int j = 0; j < second; j++) differences[i * second + j] = b[j] - a[i];
            Array.Sort(differences);
            shifts[replicate] = differences[critical - 1];
        }

        return NormalDistribution.Cdf(Summaries.Quantiles.Of(shifts, power) / Math.Sqrt(2));
    }

    /// <summary>The smallest U above its middle whose two-sided p is at most alpha; -1 when there is none.</summary>
    private static int CriticalU(int first, int second, double alpha)
    {
        int low = first * second / 2, high = first * second;
        if (!(P(high) <= alpha)) return -1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (P(middle) <= alpha) high = middle;
            else low = middle;
        }

        return high;

        double P(int u) => MannWhitney.UntiedP(first, second, u);
    }
}
