using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>The Wilcoxon signed-rank test of paired samples. Differences of zero are left out; the statistic is the smaller of the two rank sums.</summary>
public static class WilcoxonSignedRank
{
    private const string Name = "Wilcoxon signed rank";

    /// <summary>Tests whether paired differences are symmetric about zero, against both sides.</summary>
    /// <param name="first">First measurement; a pair with NaN is left out.</param>
    /// <param name="second">Second measurement.</param>
    /// <param name="method">How p is computed; default automatic.</param>
    public static HypothesisTestResult Test(ReadOnlySpan<double> first, ReadOnlySpan<double> second, WilcoxonMethod method = WilcoxonMethod.Auto)
    {
        (double[] x, double[] y) = Finite.Pairs(first, second);
        double[] differences = [.. x.Zip(y, (a, b) => a - b).Where(d => d != 0)];
        if (differences.Length == 0) return HypothesisTestResult.Undefined(Name, "All differences are zero or there is no pair.");
        Ranks ranks = Ranks.Of([.. differences.Select(Math.Abs)]);
        double positive = 0;
        for (int i = 0; i < differences.Length; i++) if (differences[i] > 0) positive += ranks.Values[i];
        double n = differences.Length, total = n * (n + 1) / 2, w = Math.Min(positive, total - positive);
        bool exact = method switch { WilcoxonMethod.Auto => n <= 50, WilcoxonMethod.Asymptotic => false, _ => true };
        double p = !exact ? AsymptoticP(ranks, w)
            : method == WilcoxonMethod.ExactUntied ? ExactP([.. Enumerable.Range(1, differences.Length).Select(r => (double)r)], Math.Floor(w))
            : ExactP(ranks.Values, w);
        return new HypothesisTestResult { Method = $"{Name}, {(exact ? "exact" : "asymptotic")}", Statistic = w, PValue = p };
    }

    private static double AsymptoticP(Ranks ranks, double w)
    {
        double n = ranks.Values.Length, mean = n * (n + 1) / 4;
        double s = Math.Sqrt((n * (n + 1) * (2 * n + 1) - ranks.TieSum / 2) / 24);
        return NormalDistribution.TwoSided((w - mean) / s);
    }

    /// <summary>Share of the 2ⁿ assignments of signs whose doubled rank sum is at most the observed one, times two.</summary>
    private static double ExactP(ReadOnlySpan<double> ranks, double w)
    {
        int n = ranks.Length;
        var share = new double[n * (n + 1) + 1];
        share[0] = 1;
        int reach = 0;
        foreach (double rank in ranks)
        {
            int doubled = (int)Math.Round(2 * rank);
            reach += doubled;
            for (int s = reach; s >= 0; s--) share[s] = 0.5 * (share[s] + (s >= doubled ? share[s - doubled] : 0));
        }

        double tail = 0;
        for (int s = 0; s <= (int)Math.Round(2 * w); s++) tail += share[s];
        return Math.Min(1, 2 * tail);
    }
}
