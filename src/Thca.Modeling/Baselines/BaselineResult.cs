using Thca.Modeling.Metrics;
using Thca.Modeling.Training;

namespace Thca.Modeling.Baselines;

/// <summary>How a simple model fared on the outer folds of the study: what the trees have to beat.</summary>
public sealed record BaselineResult
{
    /// <summary>LogisticClinical or StageOnly.</summary>
    public required string Name { get; init; }

    /// <summary>Columns it uses.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Predictions of patients by models that never saw them, repeat after repeat.</summary>
    public required IReadOnlyList<OutOfFoldPrediction> OutOfFold { get; init; }

    /// <summary>The same, arranged for metrics.</summary>
    public required PredictedCohort Predictions { get; init; }

    /// <summary>Metrics with intervals by key.</summary>
    public required IReadOnlyDictionary<string, MetricEstimate> Metrics { get; init; }
}
