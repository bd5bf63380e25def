using Thca.Statistics.Summaries;

namespace Thca.Pathology.GroupAnalysis.Comparison;

/// <summary>The values of one feature in one group, described.</summary>
/// <param name="Count">Patients with a value.</param>
/// <param name="Missing">Patients without.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation, divisor n - 1.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Q1">Lower quartile.</param>
/// <param name="Median">Median.</param>
/// <param name="Q3">Upper quartile.</param>
/// <param name="Maximum">Largest value.</param>
public sealed record GroupSummary(int Count, int Missing, double Mean, double StandardDeviation, double Minimum, double Q1, double Median, double Q3, double Maximum)
{
    /// <summary>Describes values; NaN entries count as missing.</summary>
    public static GroupSummary Of(ReadOnlySpan<double> values)
    {
        double[] sorted = Quantiles.Sorted(values);
        double At(double q) => Quantiles.OfSorted(sorted, q);
        return new GroupSummary(sorted.Length, values.Length - sorted.Length, Moments.Mean(sorted), Moments.StandardDeviation(sorted), At(0), At(0.25), At(0.5), At(0.75), At(1));
    }
}
