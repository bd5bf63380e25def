using Thca.Modeling.Baselines;
using Thca.Modeling.Data;
using Thca.Modeling.Explanations;
using Thca.Modeling.Metrics;
using Thca.Modeling.Ranking;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Selection;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Training;

/// <summary>A trained CRIT model with everything needed to judge it.</summary>
public sealed record CritTrainingResult
{
    /// <summary>The frozen model of the best combination.</summary>
    public required CritArtifact Artifact { get; init; }

    /// <summary>Out-of-fold predictions of the best combination, repeat after repeat.</summary>
    public required IReadOnlyList<OutOfFoldPrediction> OutOfFold { get; init; }

    /// <summary>Risk of every development patient, never from a model that saw the patient.</summary>
    public required IReadOnlyList<PatientRisk> Risks { get; init; }

    /// <summary>
    /// Metrics of the whole procedure, the choice of combination included: in every outer fold the combination that is best on inner predictions
    /// predicts. With one combination these are its metrics.
    /// </summary>
    public required IReadOnlyDictionary<string, MetricEstimate> Metrics { get; init; }

    /// <summary>Predictions of the whole procedure.</summary>
    public required PredictedCohort Procedure { get; init; }

    /// <summary>Every combination compared, in order of the study.</summary>
    public required IReadOnlyList<CombinationResult> Combinations { get; init; }

    /// <summary>Ranking of the combinations on inner predictions of all development rows.</summary>
    public required IReadOnlyList<RankedCombination> CombinationRanking { get; init; }

    /// <summary>Stage-1 ranking of the best combination on all development rows.</summary>
    public required IReadOnlyList<RankedFeature> Ranking { get; init; }

    /// <summary>Thresholds by several strategies on the inner predictions of the final model.</summary>
    public required IReadOnlyList<ChosenThreshold> Thresholds { get; init; }

    /// <summary>Median and 2.5-97.5 % range of the operating threshold over bootstrap samples.</summary>
    public required MetricEstimate ThresholdRange { get; init; }

    /// <summary>What kind of prediction <see cref="OutOfFold"/> holds.</summary>
    /// <value>out_of_fold</value>
    public string PredictionSource { get; init; } = "out_of_fold";

    /// <summary>Contributions to the out-of-fold margins of the best combination.</summary>
    /// <value>null where a protocol has none.</value>
    public CohortExplanation? Explanation { get; init; }

    /// <summary>What the trees of the frozen model see of the development patients.</summary>
    /// <value>null where a protocol keeps none.</value>
    public FeatureMatrix? ModelRows { get; init; }

    /// <summary>Characteristics of the development patients, for tables and subgroups.</summary>
    /// <value>None.</value>
    public PatientTraits Traits { get; init; } = PatientTraits.None;

    /// <summary>Every calibration method on the outer folds of the best combination.</summary>
    /// <value>Empty where a protocol has no nested validation.</value>
    public IReadOnlyList<CalibratorComparison> Calibrators { get; init; } = [];

    /// <summary>Simple models on the same folds.</summary>
    /// <value>None.</value>
    public IReadOnlyList<BaselineResult> Baselines { get; init; } = [];

    /// <summary>What readers of the reports should know about the data: remarks of the intake, patients left out.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What readers of the reports should know about the model: its calibration, its size.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> ModelWarnings { get; init; } = [];
}
