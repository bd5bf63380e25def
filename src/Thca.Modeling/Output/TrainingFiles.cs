using Thca.Core.Compute;
using Thca.Core.Files;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Baselines;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Reports;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Reporting;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;
using Thca.Statistics.DecisionCurves;

namespace Thca.Modeling.Output;

/// <summary>Writes what training produced: the artifact, predictions, metrics, risk groups and every table of the study. All files are written atomically.</summary>
public static class TrainingFiles
{
    /// <summary>Name of the artifact.</summary>
    public const string Model = "model.crit.json";

    /// <summary>Name of the out-of-fold predictions.</summary>
    public const string OutOfFold = "oof_predictions.csv";

    /// <summary>Name of the metrics.</summary>
    public const string Metrics = "metrics.json";

    /// <summary>Name of the risk groups handed to biology.</summary>
    public const string RiskGroups = "risk_groups.csv";

    /// <summary>Name of the ranking of feature combinations.</summary>
    public const string Ranking = "ranking.csv";

    private const int CurveReplicates = 1000;
    private const string Watermark = "These files follow the published procedure so that earlier numbers can be explained. They are not for inference: one split decides, and in protocol Reference test rows and external patients take part in the choice of the model.\n";

    /// <summary>Writes every file into a folder, which is created if needed.</summary>
    /// <param name="result">The result.</param>
    /// <param name="folder">Folder to write.</param>
    /// <param name="options">The settings of the run; null for the defaults.</param>
    /// <param name="external">External validation of the frozen artifact, or null.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between bootstrap samples.</param>
    public static void Write(
        CritTrainingResult result, string folder, CritTrainingOptions? options = null, ExternalValidation? external = null, RandomSeed? seed = null,
        ComputeOptions? compute = null, CancellationToken ct = default)
    {
        Directory.CreateDirectory(folder);
        string At(string name) => Path.Combine(folder, name);
        string best = result.Artifact.Combination.Name;
        WriteModel(result, folder);
        AtomicFile.WriteAllText(At("encoding_mappings.json"), EncodingJson.Write(result.Artifact));
        if (result.Artifact.Protocol != CritProtocol.Sound) AtomicFile.WriteAllText(At("NOT_FOR_INFERENCE.txt"), Watermark);
        StudyTables.OutOfFold(result.OutOfFold, best, result.PredictionSource).Write(At(OutOfFold));
        foreach (CombinationResult other in result.Combinations.Where(c => c.Combination.Name != best))
            StudyTables.OutOfFold(other.OutOfFold, other.Combination.Name, result.PredictionSource).Write(At($"oof_predictions_{CellText.FileName(other.Combination.Name)}.csv"));
        foreach (BaselineResult baseline in result.Baselines) StudyTables.OutOfFold(baseline.OutOfFold, baseline.Name, result.PredictionSource).Write(At($"oof_predictions_{baseline.Name}.csv"));
        AtomicFile.WriteAllText(At(Metrics), MetricsJson.Write(result.Metrics, result.Combinations.Select(c => KeyValuePair.Create(c.Combination.Name, c.Metrics)), external?.Metrics, result.Baselines.Select(b => KeyValuePair.Create(b.Name, b.Metrics))));
        StudyTables.Risks([.. result.Risks, .. external?.Risks ?? []]).Write(At(RiskGroups));
        StudyTables.Ranking(result.CombinationRanking).Write(At(Ranking));
        StudyTables.FeatureRanking(result).Write(At($"feature_ranking_{CellText.FileName(best)}.csv"));
        options ??= new CritTrainingOptions();
        RandomSeed run = seed ?? RandomSeed.Default;
        WriteComparisons(result, options, external, run, At, compute, ct);
        WriteCurves(result, external, run, At, compute, ct);
        WriteExplanations(result, external, run, At);
        WriteTransport(result, external, run, At, compute, ct);
        WriteReports(result, external, run, At);
        StudyTables.FoldResults(result.Combinations).Write(At("cv_results_all_models.csv"));
        StudyTables.Resamplers(result.Combinations).Write(At("resampler_comparison.csv"));
        SummaryTables.Best(result).Write(At("best_model_summary.csv"));
        SummaryTables.Checks(result.Artifact).Write(At("tripod_probast_checklist.csv"));
        StudyTables.Thresholds(result).Write(At("threshold_selection.csv"));
        StudyTables.SelectionStability(result.Combinations).Write(At("feature_selection_stability.csv"));
        foreach (CombinationResult combination in result.Combinations) StudyTables.Trials(combination).Write(At($"hpo_trials_{CellText.FileName(combination.Combination.Name)}.csv"));
    }

    /// <summary>Writes the artifact alone, so that it exists before an external cohort is opened.</summary>
    /// <param name="result">The result.</param>
    /// <param name="folder">Folder to write.</param>
    public static void WriteModel(CritTrainingResult result, string folder) =>
        AtomicFile.Write(Path.Combine(folder, Model), stream => stream.Write(CritArtifactJson.ToBytes(result.Artifact)));

    /// <summary>For the model card alone: the frozen artifact itself stays as it was before the external cohort was opened.</summary>
    private static CritArtifact WithExternal(CritArtifact artifact, ExternalValidation external)
    {
        int count = external.Predictions.Outcome.Length, events = external.Predictions.Outcome.Count(y => y);
        return artifact with
        {
            Performance = artifact.Performance with
            {
                External = new CritPerformanceSet { Count = count, Events = events, Prevalence = (double)events / count, Method = "frozen model, external patients", Metrics = ArtifactBuilder.Estimates(external.Metrics) },
            },
        };
    }

    private static void WriteReports(CritTrainingResult result, ExternalValidation? external, RandomSeed seed, Func<string, string> at)
    {
        AtomicFile.WriteAllText(at(ComprehensiveReport.FileName), ComprehensiveReport.Write(result, external));
        AtomicFile.WriteAllText(at(ScreeningReport.FileName), ScreeningReport.Write(result, external));
        AtomicFile.WriteAllText(at(RiskReport.FileName), RiskReport.Write(result, external));
        AtomicFile.WriteAllText(at(ThresholdReport.FileName), ThresholdReport.Write(result, external));
        if (external is not null) AtomicFile.WriteAllText(at(StabilityReport.FileName), StabilityReport.Write(result, external, seed));
    }

    private static void WriteComparisons(
        CritTrainingResult result, CritTrainingOptions options, ExternalValidation? external, RandomSeed seed, Func<string, string> at, ComputeOptions? compute, CancellationToken ct)
    {
        string protocol = result.Artifact.Protocol.ToString();
        ComparedModel Internal(string name, IReadOnlyDictionary<string, MetricEstimate> metrics) => new(name, "internal", result.PredictionSource, metrics);
        ComparedModel[] outside = external is null ? [] : [new ComparedModel(result.Artifact.Combination.Name, "external", "external", external.Metrics)];
        ComparedModel[] rows =
        [
            .. result.Combinations.Select(c => Internal(c.Combination.Name, c.Metrics)),
            .. result.Baselines.Select(b => Internal(b.Name, b.Metrics)),
            .. result.Combinations.Count > 1 ? [Internal("BEST", result.Metrics)] : Array.Empty<ComparedModel>(),
            .. outside,
        ];
        StudyTables.Comparison(rows, protocol).Write(at("model_comparison_metrics.csv"));
        StudyTables.Intervals(rows).Write(at("metric_intervals.csv"));
        PairwiseTests.Model[] models =
        [
            .. result.Combinations.Select(c => new PairwiseTests.Model(c.Combination.Name, c.Predictions, c.OutOfFold, c.Metrics)),
            .. result.Baselines.Select(b => new PairwiseTests.Model(b.Name, b.Predictions, b.OutOfFold, b.Metrics)),
        ];
        PairwiseTests.Table(models, options.Metrics.Replicates, seed, compute, ct).Write(at("pairwise_tests.csv"));
        if (outside.Length > 0) StudyTables.ComparisonWithLimits(outside, protocol).Write(at("external_validation_results.csv"));
    }

    private static void WriteCurves(CritTrainingResult result, ExternalValidation? external, RandomSeed seed, Func<string, string> at, ComputeOptions? compute, CancellationToken ct)
    {
        (string Name, string Cohort, PredictedCohort Predictions)[] cohorts =
        [
            .. result.Combinations.Select(c => (c.Combination.Name, "internal", c.Predictions)),
            .. result.Baselines.Select(b => (b.Name, "internal", b.Predictions)),
            .. external is null ? Array.Empty<(string, string, PredictedCohort)>() : [(result.Artifact.Combination.Name, "external", external.Predictions)],
        ];
        StudyTables.CalibrationTable(cohorts).Write(at("calibration_bins.csv"));
        if (result.Calibrators.Count > 0) CalibratorComparison.Table(result.Artifact.Combination.Name, result.Calibrators).Write(at("calibrator_comparison.csv"));
        SummaryTables.SmoothCalibration(cohorts, seed, compute, ct).Write(at("calibration_smooth.csv"));
        StudyTables.DecisionCurves(cohorts.Select(c => (c.Name, c.Cohort,
            DecisionCurve.ComputeMean(c.Predictions.Outcome, c.Predictions.Probabilities, replicates: CurveReplicates, seed: seed, name: $"{c.Name}/{c.Cohort}", compute: compute, ct: ct)))).Write(at("dca.csv"));
    }

    /// <summary>Contributions and all that is known about the prediction of every patient; protocols without out-of-fold models have external tables only.</summary>
    private static void WriteExplanations(CritTrainingResult result, ExternalValidation? external, RandomSeed seed, Func<string, string> at)
    {
        string best = CellText.FileName(result.Artifact.Combination.Name);
        Dictionary<string, string> units = result.Artifact.Features.ToDictionary(f => f.Name, f => f.Unit, StringComparer.Ordinal);
        if (result.Explanation is { } development)
        {
            ShapTables.Values(development).Write(at("shap_values_development.csv"));
            ShapTables.Importance(development, units).Write(at("shap_importance.csv"));
            ShapTables.Modalities(development, seed).Write(at("shap_modalities.csv"));
            PatientTables.Of(result.Risks, development, result.Traits).Write(at($"all_patients_predictions_{best}_development.csv"));
        }

        if (external is null) return;
        ShapTables.Values(external.Explanation).Write(at("shap_values_external.csv"));
        ShapTables.Importance(external.Explanation, units).Write(at("shap_importance_external.csv"));
        PatientTables.Of(external.Risks, external.Explanation, external.Traits).Write(at($"all_patients_predictions_{best}_external.csv"));
    }

    /// <summary>Subgroups, the model card that shows them, differences between the cohorts, and what updating would change.</summary>
    private static void WriteTransport(CritTrainingResult result, ExternalValidation? external, RandomSeed seed, Func<string, string> at, ComputeOptions? compute, CancellationToken ct)
    {
        PredictedCohort development = result.Combinations.First(c => c.Combination.Name == result.Artifact.Combination.Name).Predictions;
        TextTable subgroups = SubgroupTable.Of([("internal", development, result.Traits), .. external is null ? Array.Empty<(string, PredictedCohort, PatientTraits)>() : [("external", external.Predictions, external.Traits)]]);
        subgroups.Write(at("subgroup_performance.csv"));
        CritArtifact shown = external is null ? result.Artifact : WithExternal(result.Artifact, external);
        AtomicFile.WriteAllText(at("model_card.md"), ModelCard.Write(shown, CritArtifactJson.Hash(result.Artifact), SubgroupTable.Markdown(subgroups)));
        if (external is null) return;
        CaseMix.Of(development, external.Predictions, result.ModelRows, external.Explanation.Values, seed, compute, ct).Table(development, external.Predictions).Write(at("case_mix.csv"));
        ModelUpdating.Table(external.Updating).Write(at("updating_results.csv"));
    }
}
