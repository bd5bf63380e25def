using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>
/// The stratified Mann-Whitney test of van Elteren (1960) with design-free weights 1/(N + 1):
/// Z = Σ (R₁ - E)/(N + 1) / √(Σ Var/(N + 1)²) over strata. Positive = the first group is higher.
/// </summary>
public static class VanElteren
{
    /// <summary>Tests whether the groups differ within strata. Strata in which a group is missing do not count.</summary>
    /// <param name="strata">The samples of the first and the second group per stratum; NaN entries are left out.</param>
    public static HypothesisTestResult Test(IReadOnlyList<(double[] First, double[] Second)> strata)
    {
        const string name = "van Elteren";
        double sum = 0, variance = 0;
        foreach ((double[] first, double[] second) in strata)
        {
            double[] a = Finite.Observed(first), b = Finite.Observed(second);
            if (a.Length == 0 || b.Length == 0) continue;
            Ranks ranks = Ranks.Of([.. a, .. b]);
            double n1 = a.Length, n0 = b.Length, n = n1 + n0;
            double r1 = Moments.Sum(ranks.Values[..a.Length]);
            sum += (r1 - n1 * (n + 1) / 2) / (n + 1);
            variance += n0 * n1 / 12 * (n + 1 - ranks.TieSum / (n * (n - 1))) / ((n + 1) * (n + 1));
        }

        if (!(variance > 0)) return HypothesisTestResult.Undefined(name, "No stratum has both groups and different values.");
        double z = sum / Math.Sqrt(variance);
        return new HypothesisTestResult { Method = name, Statistic = z, PValue = NormalDistribution.TwoSided(z) };
    }
}
