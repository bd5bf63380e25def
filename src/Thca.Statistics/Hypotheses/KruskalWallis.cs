using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>The Kruskal-Wallis rank test of two or more independent samples, corrected for ties, chi-squared approximation.</summary>
public static class KruskalWallis
{
    /// <summary>Tests whether the groups come from one distribution.</summary>
    /// <param name="groups">NaN entries are left out, empty groups ignored. Values that are all equal give H = 0, p = 1.</param>
    public static HypothesisTestResult Test(IReadOnlyList<double[]> groups)
    {
        const string name = "Kruskal-Wallis";
        List<double[]> g = [.. groups.Select(s => Finite.Observed(s)).Where(s => s.Length > 0)];
        if (g.Count < 2) return HypothesisTestResult.Undefined(name, $"At least two groups with values are needed, there are {g.Count}.");
        Ranks ranks = Ranks.Of([.. g.SelectMany(s => s)]);
        double n = ranks.Values.Length, sum = 0;
        int start = 0;
        foreach (double[] s in g)
        {
            double r = Moments.Sum(ranks.Values.Slice(start, s.Length));
            sum += r * r / s.Length;
            start += s.Length;
        }

        double correction = 1 - ranks.TieSum / (n * n * n - n);
        double h = correction > 0 ? Math.Max(0, (12 / (n * (n + 1)) * sum - 3 * (n + 1)) / correction) : 0;
        int df = g.Count - 1;
        return new HypothesisTestResult { Method = name, Statistic = h, DegreesOfFreedom = df, PValue = ChiSquaredDistribution.UpperTail(h, df) };
    }
}
