using Thca.Modeling.Data;
using Thca.Modeling.Metrics;

namespace Thca.Modeling.Training;

/// <summary>How one combination of modalities fared in the nested cross-validation.</summary>
public sealed record CombinationResult
{
    /// <summary>The combination.</summary>
    public required FeatureCombination Combination { get; init; }

    /// <summary>Predictions of patients by models that never saw them, repeat after repeat.</summary>
    public required IReadOnlyList<OutOfFoldPrediction> OutOfFold { get; init; }

    /// <summary>The same, arranged for metrics.</summary>
    public required PredictedCohort Predictions { get; init; }

    /// <summary>Metrics with intervals by key.</summary>
    public required IReadOnlyDictionary<string, MetricEstimate> Metrics { get; init; }

    /// <summary>One entry per outer fold.</summary>
    public required IReadOnlyList<UnitResult> Folds { get; init; }

    /// <summary>Stability index of the selected features over outer folds; NaN when undefined.</summary>
    public required double SelectionStability { get; init; }

    /// <summary>Share of outer folds in which a feature was selected.</summary>
    public required IReadOnlyDictionary<string, double> SelectionFrequency { get; init; }

    /// <summary>Configurations tried on all development rows.</summary>
    public required SearchHistory FinalSearch { get; init; }
}
