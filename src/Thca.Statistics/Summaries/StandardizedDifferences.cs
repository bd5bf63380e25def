using MathNet.Numerics.LinearAlgebra;

namespace Thca.Statistics.Summaries;

/// <summary>
/// Standardised mean differences (Austin, 2009; for several levels Yang and Dalton, 2012). Without spread in either group the difference is 0
/// when the means agree and undefined otherwise, never a small number.
/// </summary>
public static class StandardizedDifferences
{
    /// <summary>Difference of two continuous samples: (m1 - m2) / sqrt((s1² + s2²)/2).</summary>
    /// <param name="first">NaN entries are left out.</param>
    /// <param name="second">NaN entries are left out.</param>
    public static StandardizedDifference Continuous(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        if (a.Length < 2 || b.Length < 2) return StandardizedDifference.Undefined($"Both groups need two values, they have {a.Length} and {b.Length}.");
        return FromMoments(Moments.Mean(a), Moments.StandardDeviation(a), a.Length, Moments.Mean(b), Moments.StandardDeviation(b), b.Length);
    }

    /// <summary>The continuous difference of the midranks of the pooled sample; for ordinal and skewed variables.</summary>
    public static StandardizedDifference Ranked(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        ReadOnlySpan<double> ranks = Ranks.Of([.. a, .. b]).Values;
        return Continuous(ranks[..a.Length], ranks[a.Length..]);
    }

    /// <summary>Difference from means, standard deviations and group sizes.</summary>
    public static StandardizedDifference FromMoments(double mean1, double sd1, int n1, double mean2, double sd2, int n2) =>
        Scaled(mean1 - mean2, (sd1 * sd1 + sd2 * sd2) / 2, n1, n2);

    /// <summary>Difference of two proportions: (p1 - p2) / sqrt((p1(1-p1) + p2(1-p2))/2).</summary>
    public static StandardizedDifference Binary(double p1, int n1, double p2, int n2) =>
        n1 == 0 || n2 == 0
            ? StandardizedDifference.Undefined("A group is empty.")
            : Scaled(p1 - p2, (p1 * (1 - p1) + p2 * (1 - p2)) / 2, n1, n2);

    /// <summary>
    /// Difference of a variable with k levels: the Mahalanobis distance sqrt((T-C)'S⁺(T-C)) of the proportions without the first level,
    /// S the mean of the two multinomial covariance matrices and S⁺ its pseudo-inverse. Never negative.
    /// </summary>
    /// <param name="counts1">Count of every level in the first group.</param>
    /// <param name="counts2">Count of every level in the second group.</param>
    public static StandardizedDifference Levels(ReadOnlySpan<int> counts1, ReadOnlySpan<int> counts2)
    {
        if (counts1.Length != counts2.Length) throw new ArgumentException($"Groups list {counts1.Length} and {counts2.Length} levels.", nameof(counts2));
        int n1 = Total(counts1), n2 = Total(counts2), k = counts1.Length - 1;
        if (n1 == 0 || n2 == 0) return StandardizedDifference.Undefined("A group is empty.");
        if (k < 1) return StandardizedDifference.Of(0, n1, n2);
        double[] t = Proportions(counts1, n1), c = Proportions(counts2, n2);
        Matrix<double> s = Matrix<double>.Build.Dense(k, k, (i, j) => ((i == j ? t[i] + c[i] : 0) - t[i] * t[j] - c[i] * c[j]) / 2);
        Vector<double> difference = Vector<double>.Build.Dense(k, i => t[i] - c[i]);
        if (difference.AbsoluteMaximum() == 0) return StandardizedDifference.Of(0, n1, n2);
        Vector<double> solved = s.PseudoInverse() * difference;
        bool reachable = (s * solved - difference).L2Norm() <= 1e-8 * difference.L2Norm();
        return reachable
            ? StandardizedDifference.Of(Math.Sqrt(Math.Max(0, difference * solved)), n1, n2)
            : StandardizedDifference.Undefined("The groups share no level: their proportions differ where neither varies.");
    }

    private static StandardizedDifference Scaled(double difference, double variance, int n1, int n2)
    {
        if (variance > 0) return StandardizedDifference.Of(difference / Math.Sqrt(variance), n1, n2);
        return difference == 0
            ? StandardizedDifference.Of(0, n1, n2)
            : StandardizedDifference.Undefined("Neither group varies and the means differ: there is no spread to measure by.");
    }

    private static int Total(ReadOnlySpan<int> counts)
    {
        int total = 0;
        foreach (int c in counts) total += c;
        return total;
    }

    private static double[] Proportions(ReadOnlySpan<int> counts, int total)
    {
        var p = new double[counts.Length - 1];
        for (int i = 0; i < p.Length; i++) p[i] = (double)counts[i + 1] / total;
        return p;
    }
}
