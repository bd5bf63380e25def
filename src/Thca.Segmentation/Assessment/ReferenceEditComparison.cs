using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Assessment;

/// <summary>The original's comparison of two data sets.</summary>
public sealed record ReferenceEditComparison
{
    /// <summary>The data set that is compared, e.g. the automatic masks.</summary>
    public required string First { get; init; }

    /// <summary>The data set it is compared with, e.g. the manual masks.</summary>
    public required string Second { get; init; }

    /// <summary>Two-sided Mann-Whitney test of Dice as SciPy chooses its method; the statistic is U of the first.</summary>
    public required HypothesisTestResult MannWhitney { get; init; }

    /// <summary>Mean Dice of the first minus that of the second.</summary>
    public required double MeanDifference { get; init; }

    /// <summary>The difference over √((s₁² + s₂²)/2), standard deviations with divisor n.</summary>
    public required double CohensD { get; init; }

    /// <summary>(rate₂ - rate₁)/rate₂ of the modification rates, percent; NaN where the second is 0 (the original divides by zero).</summary>
    public required double ReductionPercent { get; init; }

    /// <summary>Files of the first data set that need no modification at the rate of the second: the whole part of (rate₂ - rate₁)·n.</summary>
    public required int CasesSaved { get; init; }

    /// <summary>Compares two data sets.</summary>
    /// <param name="first">Name and pairs of the first.</param>
    /// <param name="second">Name and pairs of the second.</param>
    public static ReferenceEditComparison Of((string Name, IReadOnlyList<ReferenceMaskPair> Pairs) first, (string Name, IReadOnlyList<ReferenceMaskPair> Pairs) second)
    {
        double[] x = [.. first.Pairs.Select(p => p.Dice)], y = [.. second.Pairs.Select(p => p.Dice)];
        double difference = Moments.Mean(x) - Moments.Mean(y);
        double rate1 = Rate(first.Pairs), rate2 = Rate(second.Pairs);
        return new ReferenceEditComparison
        {
            First = first.Name,
            Second = second.Name,
            MannWhitney = Statistics.Hypotheses.MannWhitney.Test(x, y, MannWhitneyMethod.SciPyAuto),
            MeanDifference = difference,
            CohensD = difference / Math.Sqrt((Moments.Variance(x, 0) + Moments.Variance(y, 0)) / 2),
            ReductionPercent = rate2 > 0 ? (rate2 - rate1) / rate2 * 100 : double.NaN,
            CasesSaved = double.IsNaN(rate1 + rate2) ? 0 : (int)((rate2 - rate1) * first.Pairs.Count / 100),
        };
    }

    private static double Rate(IReadOnlyList<ReferenceMaskPair> pairs) => 100.0 * pairs.Count(p => p.Modified) / pairs.Count;
}
