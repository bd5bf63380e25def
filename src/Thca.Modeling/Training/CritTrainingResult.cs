using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Selection;

namespace Thca.Modeling.Training;

/// <summary>A trained CRIT model with everything needed to judge it.</summary>
public sealed record CritTrainingResult
{
    /// <summary>The frozen model.</summary>
    public required CritArtifact Artifact { get; init; }

    /// <summary>Predictions of patients by models that never saw them, repeat after repeat.</summary>
    public required IReadOnlyList<OutOfFoldPrediction> OutOfFold { get; init; }

    /// <summary>Risk of every patient.</summary>
    public required IReadOnlyList<PatientRisk> Risks { get; init; }

    /// <summary>Out-of-fold metrics by key, e.g. <c>auc_roc</c>.</summary>
    public required IReadOnlyDictionary<string, MetricEstimate> Metrics { get; init; }

    /// <summary>Stage-1 ranking on all development rows.</summary>
    public required IReadOnlyList<RankedFeature> Ranking { get; init; }
}
