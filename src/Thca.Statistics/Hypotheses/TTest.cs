using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>Student's and Welch's t tests, two-sided.</summary>
public static class TTest
{
    /// <summary>Two independent samples with one common variance.</summary>
    public static HypothesisTestResult Student(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Independent(first, second, pooled: true);

    /// <summary>Two independent samples with their own variances; degrees of freedom of Welch and Satterthwaite.</summary>
    public static HypothesisTestResult Welch(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Independent(first, second, pooled: false);

    /// <summary>Paired samples; pairs with NaN are left out.</summary>
    public static HypothesisTestResult Paired(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        const string name = "paired t";
        (double[] x, double[] y) = Finite.Pairs(first, second);
        double[] d = [.. x.Zip(y, (a, b) => a - b)];
        double se = Moments.StandardDeviation(d) / Math.Sqrt(d.Length);
        return se > 0 ? Result(name, Moments.Mean(d) / se, d.Length - 1) : HypothesisTestResult.Undefined(name, "The differences do not vary or are fewer than two.");
    }

    private static HypothesisTestResult Independent(ReadOnlySpan<double> first, ReadOnlySpan<double> second, bool pooled)
    {
        string name = pooled ? "Student t" : "Welch t";
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        if (a.Length < 2 || b.Length < 2) return HypothesisTestResult.Undefined(name, $"Both samples need two values, they have {a.Length} and {b.Length}.");
        double n1 = a.Length, n2 = b.Length, v1 = Moments.Variance(a), v2 = Moments.Variance(b);
        double common = ((n1 - 1) * v1 + (n2 - 1) * v2) / (n1 + n2 - 2);
        double q1 = (pooled ? common : v1) / n1, q2 = (pooled ? common : v2) / n2;
        if (!(q1 + q2 > 0)) return HypothesisTestResult.Undefined(name, "Neither sample varies.");
        double df = pooled ? n1 + n2 - 2 : (q1 + q2) * (q1 + q2) / (q1 * q1 / (n1 - 1) + q2 * q2 / (n2 - 1));
        return Result(name, (Moments.Mean(a) - Moments.Mean(b)) / Math.Sqrt(q1 + q2), df);
    }

    private static HypothesisTestResult Result(string name, double t, double df) => new()
    {
        Method = name, Statistic = t, DegreesOfFreedom = df, PValue = StudentTDistribution.TwoSided(t, df),
    };
}
