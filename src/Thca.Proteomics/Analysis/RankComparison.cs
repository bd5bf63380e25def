using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Analysis;

/// <summary>Mann-Whitney by normal approximation and the probability of superiority, from one ranking of the values.</summary>
internal readonly record struct RankComparison(double U, double Z, double PAsymptotic, BrunnerMunzelResult Superiority, double TieSum)
{
    public static RankComparison Of(TwoGroups data, double level)
    {
        int n1 = data.High.Length, n0 = data.Low.Length;
        Ranks pooled = Ranks.Of([.. data.High, .. data.Low]);
        ReadOnlySpan<double> high = pooled.Values[..n1], low = pooled.Values[n1..];
        double u = Moments.Sum(high) - n1 * (n1 + 1) / 2.0, sd = Math.Sqrt(Variance(n1, n0, pooled.TieSum));
        double distance = u - n1 * (double)n0 / 2, corrected = Math.Max(0, Math.Abs(distance) - 0.5);
        return new RankComparison(
            u,
            distance / sd,
            NormalDistribution.TwoSided(corrected / sd),
            BrunnerMunzel.FromRanks(high, Ranks.Of(data.High).Values, low, Ranks.Of(data.Low).Values, level),
            pooled.TieSum);
    }

    /// <summary>n₀n₁/12 · ((N + 1) - Σ(t³ - t)/(N(N - 1))).</summary>
    public static double Variance(double n1, double n0, double tieSum)
    {
        double n = n1 + n0;
        return n1 * n0 / 12 * (n + 1 - tieSum / (n * (n - 1)));
    }
}
