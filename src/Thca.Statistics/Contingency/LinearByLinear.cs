using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;

namespace Thca.Statistics.Contingency;

/// <summary>The linear-by-linear association test (Mantel, 1963) of two rows and scored columns: M² = (N - 1)·r², chi-square with one degree of freedom.</summary>
public static class LinearByLinear
{
    /// <summary>Tests for association. Equals Cochran-Armitage with its variance multiplied by N/(N - 1).</summary>
    /// <param name="first">Counts of the first row.</param>
    /// <param name="second">Counts of the second row.</param>
    /// <param name="scores">Score of every column; empty means 0, 1, 2, …</param>
    /// <returns>The statistic is M²; a reason when only one level or one row occurs.</returns>
    /// <exception cref="ArgumentException">The rows or scores differ in length.</exception>
    public static HypothesisTestResult Test(ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<double> scores = default)
    {
        const string name = "linear-by-linear association";
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} and {second.Length} counts do not match.", nameof(second));
        var totals = new int[first.Length];
        double n = 0;
        for (int j = 0; j < totals.Length; j++) n += totals[j] = first[j] + second[j];
        HypothesisTestResult trend = CochranArmitage.Test(first, totals, scores);
        if (trend.Reason is not null) return HypothesisTestResult.Undefined(name, trend.Reason.Message);
        double m2 = trend.Statistic * trend.Statistic * (n - 1) / n;
        return new HypothesisTestResult { Method = name, Statistic = m2, DegreesOfFreedom = 1, PValue = ChiSquaredDistribution.UpperTail(m2, 1) };
    }
}
