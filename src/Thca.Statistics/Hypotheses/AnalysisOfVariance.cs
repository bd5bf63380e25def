using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>F tests of the means (or spreads) of two or more independent groups.</summary>
public static class AnalysisOfVariance
{
    /// <summary>One-way analysis of variance with one common variance.</summary>
    /// <param name="groups">NaN entries are left out, empty groups ignored.</param>
    public static HypothesisTestResult OneWay(IReadOnlyList<double[]> groups) => OneWay(Observed(groups), "one-way ANOVA");

    /// <summary>Welch's one-way analysis of variance: every group has its own variance.</summary>
    public static HypothesisTestResult Welch(IReadOnlyList<double[]> groups)
    {
        const string name = "Welch ANOVA";
        List<double[]> g = Observed(groups);
        if (g.Count < 2 || g.Any(s => s.Length < 2 || !(Moments.Variance(s) > 0))) return HypothesisTestResult.Undefined(name, "Every group needs two values that differ.");
        double k = g.Count;
        double[] w = [.. g.Select(s => s.Length / Moments.Variance(s))], means = [.. g.Select(s => Moments.Mean(s))];
        double total = w.Sum(), mean = w.Zip(means, (a, b) => a * b).Sum() / total;
        double between = w.Zip(means, (a, m) => a * (m - mean) * (m - mean)).Sum() / (k - 1);
        double lambda = w.Zip(g, (a, s) => (1 - a / total) * (1 - a / total) / (s.Length - 1)).Sum() / (k * k - 1);
        return Result(name, between / (1 + 2 * (k - 2) * lambda), k - 1, 1 / (3 * lambda));
    }

    /// <summary>Levene's test of equal spread with deviations from the median (Brown and Forsythe).</summary>
    public static HypothesisTestResult BrownForsythe(IReadOnlyList<double[]> groups)
    {
        List<double[]> deviations = [.. Observed(groups).Select(s =>
        {
            double median = Quantiles.Of(s, 0.5);
            return s.Select(v => Math.Abs(v - median)).ToArray();
        })];
        return OneWay(deviations, "Levene (median)");
    }

    private static List<double[]> Observed(IReadOnlyList<double[]> groups) => [.. groups.Select(s => Finite.Observed(s)).Where(s => s.Length > 0)];

    private static HypothesisTestResult OneWay(List<double[]> g, string name)
    {
        double n = g.Sum(s => s.Length), k = g.Count;
        if (k < 2 || n <= k) return HypothesisTestResult.Undefined(name, "At least two groups and more values than groups are needed.");
        double grand = Moments.Mean([.. g.SelectMany(s => s)]), between = 0, within = 0;
        foreach (double[] s in g)
        {
            double mean = Moments.Mean(s);
            between += s.Length * (mean - grand) * (mean - grand);
            within += s.Sum(v => (v - mean) * (v - mean));
        }

        return within > 0
            ? Result(name, between / (k - 1) / (within / (n - k)), k - 1, n - k)
            : HypothesisTestResult.Undefined(name, "No group varies.");
    }

    private static HypothesisTestResult Result(string name, double f, double df1, double df2) => new()
    {
        Method = name, Statistic = f, DegreesOfFreedom = df1, DenominatorDegreesOfFreedom = df2, PValue = FDistribution.UpperTail(f, df1, df2),
    };
}
