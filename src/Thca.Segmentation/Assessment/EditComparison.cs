using Thca.Statistics.Effects;
using Thca.Statistics.Hypotheses;

namespace Thca.Segmentation.Assessment;

/// <summary>
/// Comparison of two data sets: different patients with different starting masks, hence never causal. P-values are adjusted by Holm over all tests of all
/// comparisons of the study.
/// </summary>
public sealed record EditComparison
{
    /// <summary>The data set that is compared.</summary>
    public required string First { get; init; }

    /// <summary>The data set it is compared with.</summary>
    public required string Second { get; init; }

    /// <summary>Label; null unless all labels are compared.</summary>
    public required int? Label { get; init; }

    /// <summary>Patients of the first data set with a Dice.</summary>
    public required int FirstCount { get; init; }

    /// <summary>Patients of the second.</summary>
    public required int SecondCount { get; init; }

    /// <summary>Mann-Whitney test of Dice.</summary>
    public required HypothesisTestResult Dice { get; init; }

    /// <summary>Its p-value after Holm's adjustment.</summary>
    public double DiceAdjusted { get; init; } = double.NaN;

    /// <summary>Cliff's delta of Dice, positive when the first data set has the higher values, with its percentile bootstrap interval.</summary>
    public required CliffsDelta Delta { get; init; }

    /// <summary>Hodges-Lehmann shift of Dice, first minus second.</summary>
    public required HodgesLehmann Shift { get; init; }

    /// <summary>Patients with changed masks in the first and in the second data set.</summary>
    public required (int First, int Second) Modified { get; init; }

    /// <summary>Difference of the shares of patients with changed masks, first minus second, with Newcombe's interval.</summary>
    public required (double Difference, double Lower, double Upper) ModifiedDifference { get; init; }

    /// <summary>Fisher's exact test of changed against unchanged.</summary>
    public required HypothesisTestResult ModifiedTest { get; init; }

    /// <summary>Its p-value after Holm's adjustment.</summary>
    public double ModifiedAdjusted { get; init; } = double.NaN;

    /// <summary>Test of the four categories: chi-squared, by permutation where an expected count is below 5, Fisher where two categories occur.</summary>
    public required HypothesisTestResult Categories { get; init; }

    /// <summary>Its p-value after Holm's adjustment.</summary>
    public double CategoriesAdjusted { get; init; } = double.NaN;

    /// <summary>Relative reduction of the share with changed masks against the second data set, percent; NaN when nobody's mask was changed there.</summary>
    public double ModifiedReductionPercent => Modified.Second == 0 ? double.NaN : -100 * ModifiedDifference.Difference / ((double)Modified.Second / Patients.Second);

    /// <summary>Patients of both data sets.</summary>
    public required (int First, int Second) Patients { get; init; }
}
