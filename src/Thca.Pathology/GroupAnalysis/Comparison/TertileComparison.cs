using Thca.Core.Features;
using Thca.Pathology.GroupAnalysis.Inputs;

namespace Thca.Pathology.GroupAnalysis.Comparison;

/// <summary>One feature over the ordered thirds of the predicted risk.</summary>
public sealed record TertileComparison
{
    /// <summary>The feature.</summary>
    public required StudyVariable Variable { get; init; }

    /// <summary>Description of the lowest, middle and highest third.</summary>
    public required IReadOnlyList<GroupSummary> Thirds { get; init; }

    /// <summary>Kruskal-Wallis p: any difference.</summary>
    public double KruskalP { get; init; } = double.NaN;

    /// <summary>Jonckheere-Terpstra p by permutation: a trend.</summary>
    public double TrendP { get; init; } = double.NaN;

    /// <summary>Statistic J minus its expectation: positive = the feature rises with risk.</summary>
    public double Trend { get; init; } = double.NaN;

    /// <summary>Benjamini-Hochberg q of the trend within the family.</summary>
    public double Q { get; init; } = double.NaN;

    /// <summary>How it went.</summary>
    public required RowStatus Status { get; init; }
}
