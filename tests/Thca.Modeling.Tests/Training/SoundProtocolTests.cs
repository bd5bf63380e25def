using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Modeling.Reports;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Tests.Data;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;
using Thca.Testing;

namespace Thca.Modeling.Tests.Training;

public sealed class SoundProtocolTests
{
    private static readonly CritTrainingOptions Small = CritTrainingOptions.Preset("quick") with
    {
        Search = new SearchOptions { Trials = 5, InnerFolds = 3, MaxTrees = 60, StopAfter = 10 },
        Metrics = new MetricOptions { Replicates = 40, SmoothReplicates = 10 }, RankingReplicates = 40, ThresholdReplicates = 20,
    };

    private static TrainingTable TwoModalities(long seed = 1)
    {
        (FeatureTable radiomics, OutcomeColumn outcome) = SyntheticCohort.Draw(150, 14, seed, informative: 3, effect: 1.2);
        RandomStream random = new RandomSeed(seed).Stream("age");
        var clinical = new FeatureTable(radiomics.Keys, [new FeatureColumn("Age", [.. radiomics.Keys.Select(_ => 50 + 10 * random.NextNormal())]), new FeatureColumn("TG", [.. radiomics.Keys.Select(k => random.NextNormal() + (outcome[k] == true ? 0.5 : 0))])]);
        return TrainingTable.Create(FeatureTableIntake.From([radiomics, clinical]), outcome);
    }

    private static CritTrainingResult Train(CritTrainingOptions options, long seed = 1, int threads = 2)
    {
        TrainingTable table = TwoModalities(seed);
        return CritTrainer.Train(new TrainingFold<TrainingTable>(table), options with { Combinations = FeatureCombination.Constructible(table.Features) }, new RandomSeed(seed), new ComputeOptions { MaxDegreeOfParallelism = threads });
    }

    [Fact]
    public void Every_combination_is_validated_and_every_file_of_the_study_is_written()
    {
        CritTrainingResult result = Train(Small);
        Assert.Equal(["Clinical", "Radiomics", "Clinical+Radiomics"], result.Combinations.Select(c => c.Combination.Name));
        Assert.All(result.Combinations, c => Assert.Equal(150, c.OutOfFold.Count));
        Assert.All(result.Combinations.SelectMany(c => c.OutOfFold), p => Assert.DoesNotContain("synthetic", p.Patient, StringComparison.Ordinal));
        foreach (UnitResult fold in result.Combinations[0].Folds)
            Assert.InRange(fold.Rows.Count(r => TwoModalities().Rows.Outcome[r]) / (double)fold.Rows.Count, 0.12, 0.15);

        using var folder = new TemporaryFolder();
        TrainingFiles.Write(result, folder.FullName, Small);
        Assert.Equal(["PatientID", "Repeat", "Fold", "Outcome", "Raw", "Calibrated", "Combination", "ProbabilityRaw", "Threshold", "Class", "Prediction_Source"], TextTable.Read(folder.File("oof_predictions.csv")).Header);
        Assert.Equal(["PatientID", "Predicted_Probability", "Risk_Group_Clinical", "Risk_Group_Tertile", "Dataset_Split", "Prediction_Source", "True_M_stage"], TextTable.Read(folder.File("risk_groups.csv")).Header.Take(7));
        Assert.Equal(3, TextTable.Read(folder.File("ranking.csv")).RowCount);
        Assert.Equal(["Clinical", "Radiomics", "Clinical+Radiomics", "LogisticClinical", "BEST"], TextTable.Read(folder.File("model_comparison_metrics.csv")).Column("Combination"));
        TextTable tests = TextTable.Read(folder.File("pairwise_tests.csv"));
        Assert.Equal(48, tests.RowCount);
        Assert.Equal(["auc_roc", "sensitivity", "specificity", "auc_pr", "brier_score", "ppv", "npv"], tests.Column("Metric").Distinct());
        TextTable shap = TextTable.Read(folder.File("shap_values_development.csv"));
        Assert.Equal(150, shap.RowCount);
        for (int r = 0; r < shap.RowCount; r++) Close.To(shap.Number(r, "margin"), Enumerable.Range(5, shap.Header.Count - 5).Sum(c => shap.Number(r, c)) + shap.Number(r, "base_value"), 1e-9, 1e-9);
        TextTable patients = TextTable.Read(folder.File($"all_patients_predictions_{result.Artifact.Combination.Name.Replace('+', '_')}_development.csv"));
        Assert.Equal((150, "out_of_fold"), (patients.RowCount, patients[0, "Prediction_Type"]));
        Assert.Equal(result.Risks.Select(r => r.Probability), Enumerable.Range(0, 150).Select(r => patients.Number(r, "Predicted_Probability")));
        TextTable importance = TextTable.Read(folder.File("shap_importance.csv"));
        Assert.Equal(["feature", "modality", "unit", "mean_abs", "sd_abs", "rank", "mean_abs_M1", "mean_abs_M0", "share", "sign_correlation", "fold_rank_median", "fold_rank_iqr"], importance.Header);
        foreach (string report in new[] { "report.md", "screening_tool_analysis.md", "risk_stratification_report.md", "threshold_optimization_report.md" })
        {
            string text = File.ReadAllText(folder.File(report));
            Assert.Contains("150", text, StringComparison.Ordinal);
            Assert.Contains("## Limitations", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{", text, StringComparison.Ordinal);
            Assert.DoesNotContain(folder.FullName, text, StringComparison.Ordinal);
        }

        Assert.True(CritModel.Load(folder.File("model.crit.json")).Artifact.TestVectors.Count >= 8);
        foreach (string name in new[] { "metrics.json", "metric_intervals.csv", "cv_results_all_models.csv", "resampler_comparison.csv", "threshold_selection.csv", "calibration_bins.csv", "dca.csv", "feature_selection_stability.csv", "hpo_trials_Clinical_Radiomics.csv", "model_card.md" })
            Assert.True(File.Exists(folder.File(name)), name);
    }

    [Fact]
    public void Headline_of_the_printed_example()
    {
        bool[] outcome = [.. Enumerable.Repeat(true, 15), .. Enumerable.Repeat(false, 100)];
        double[] p = [.. Enumerable.Range(0, 115).Select(i => i < 14 || i >= 105 ? 0.6 : 0.1)];
        PredictedCohort cohort = PredictedCohort.Single([.. outcome.Select((_, i) => $"{i}")], outcome, p, 0.5);
        string line = Headline.Of("External validation", cohort, MetricSuite.Estimate(cohort, new MetricOptions { Replicates = 0, SmoothReplicates = 0 }), 0.5);
        Assert.Contains("(n = 115, M1 = 15, prevalence 13.0 %)", line, StringComparison.Ordinal);
        Assert.Contains("sensitivity 93.3 % (14/15; 95 % CI 70.2-98.8; exact 68.1-99.8)", line, StringComparison.Ordinal);
        Assert.Contains("NPV 98.9 % (90/91; 95 % CI 94.0-99.8)", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_does_not_depend_on_threads_and_an_interrupted_run_goes_on_with_the_same_result()
    {
        using var folder = new TemporaryFolder();
        byte[] one = CritArtifactJson.ToBytes(Train(Small, threads: 1).Artifact);
        CritTrainingOptions resumable = Small with { CheckpointFolder = folder.FullName };
        Assert.Equal(one, CritArtifactJson.ToBytes(Train(resumable).Artifact));
        string[] files = Directory.GetFiles(folder.FullName, "*.json", SearchOption.AllDirectories);
        Assert.Equal(9, files.Length);
        File.Delete(files[0]);
        File.WriteAllText(files[1], "{ damaged");
        Assert.Equal(one, CritArtifactJson.ToBytes(Train(resumable).Artifact));
    }

    [Fact]
    public void Cancellation_in_the_middle_of_tuning_stops_the_run()
    {
        using var cancel = new CancellationTokenSource();
        TrainingTable table = TwoModalities();
        var progress = new CancelAfter(cancel, 1);
        Assert.Throws<OperationCanceledException>(() => CritTrainer.Train(new TrainingFold<TrainingTable>(table), Small, RandomSeed.Default, ComputeOptions.SingleThread, progress, cancel.Token));
    }

    [Fact]
    public void Log_loss_is_not_fooled_by_calling_everybody_positive_and_the_published_objective_is()
    {
        TrainingTable table = TwoModalities(3);
        CritTrainingOptions options = Small with { Search = Small.Search with { MaxTrees = 30 } };
        var inner = new InnerFolds(new TrainingFold<LabelledMatrix>(table.Rows), table.Features, options, "final", RandomSeed.Default, "t", ComputeOptions.SingleThread, default);
        var everybody = new InnerPrediction([.. Enumerable.Repeat(3.0, 150)], [.. Enumerable.Repeat(3.0, 150)], [1]);
        int[] missed = [.. Enumerable.Range(0, 150).Where(i => inner.Outcome[i]).Take(4)];
        double[] margins = [.. inner.Outcome.Select((y, i) => y && !missed.Contains(i) ? 1.0 : -3.0)];
        var good = new InnerPrediction(margins, margins, [1]);
        Assert.Equal(1, ObjectiveValue.Of(SearchObjective.ReferenceRecall, everybody, inner, 0.9));
        Assert.True(ObjectiveValue.Of(SearchObjective.LogLoss, good, inner, 0.9) > ObjectiveValue.Of(SearchObjective.LogLoss, everybody, inner, 0.9));
        Assert.True(ObjectiveValue.Of(SearchObjective.ReferenceRecall, everybody, inner, 0.9) > ObjectiveValue.Of(SearchObjective.ReferenceRecall, good, inner, 0.9));
    }

    [Fact]
    public void Prior_shift_of_the_printed_example()
    {
        var shift = new PriorShift(0.5, 0.1356, 1);
        Close.To(0.1356, 1 / (1 + Math.Exp(shift.LogOdds)), 1e-9);
        Close.To(Math.Log(6), new PriorShift(0.2, 0.2, 6).LogOdds, 1e-12);
    }

    [Fact]
    public void External_cohort_opens_only_for_a_frozen_model_and_a_second_model_needs_a_reason()
    {
        using var folder = new TemporaryFolder();
        CritTrainingResult first = Train(Small with { Search = new SearchOptions { Trials = 1, InnerFolds = 3 } });
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(120, 14, seed: 77, informative: 3, effect: 1.2);
        string features = folder.File("external.csv"), outcomes = folder.Write("outcome.csv", "PatientID,M\n" + string.Concat(table.Keys.Select(k => $"{k},{(outcome[k] == true ? 1 : 0)}\n")));
        FeatureTableFile.Write(new FeatureTable(table.Keys, [.. table.Columns, new FeatureColumn("Age", new double[120]), new FeatureColumn("TG", new double[120])]), features);
        var cohort = new SealedCohort([new FeatureSource(features)], outcomes + ":M");
        (EvaluationFold<PatientRecords> patients, OutcomeColumn y) = cohort.Open(first.Artifact, folder.FullName);
        ExternalValidation external = ExternalValidation.Evaluate(first.Artifact, patients, y, new MetricOptions { Replicates = 20, SmoothReplicates = 5 });
        Assert.Equal(120, external.Risks.Count);
        Assert.All(external.Risks, r => Assert.Equal("external", r.Source));
        Assert.Equal(["None", "Intercept", "Recalibration", "Isotonic"], external.Updating.Select(u => u.Method));
        TrainingFiles.Write(first, folder.File("files"), Small, external);
        Assert.Equal(4, TextTable.Read(Path.Combine(folder.File("files"), "updating_results.csv")).RowCount);
        TextTable mix = TextTable.Read(Path.Combine(folder.File("files"), "case_mix.csv"));
        Assert.True(mix.Number(1, "Membership_AUC") > 0.9, "the external ages are all 0");
        Assert.Contains("External validation (n = 120", File.ReadAllText(Path.Combine(folder.File("files"), "report.md")), StringComparison.Ordinal);
        Assert.Contains("Predictive values at the development prevalence", File.ReadAllText(Path.Combine(folder.File("files"), "stability_analysis_report.md")), StringComparison.Ordinal);
        cohort.Open(first.Artifact, folder.FullName);
        CritTrainingResult second = Train(Small with { Search = new SearchOptions { Trials = 1, InnerFolds = 3 } }, seed: 2);
        Assert.Equal("EXTERNAL_SEAL_BROKEN", Assert.Throws<ThcaException>(() => cohort.Open(second.Artifact, folder.FullName)).Code);
        cohort.Open(second.Artifact, folder.FullName, "protocol amendment 2");
        Assert.Contains("protocol amendment 2", File.ReadAllText(folder.File(SealedCohort.LogName)), StringComparison.Ordinal);
    }

    [Fact]
    public void Artifact_reproduces_resampled_and_calibrated_predictions()
    {
        foreach (ResamplingMethod method in new[] { ResamplingMethod.Smote, ResamplingMethod.None })
        {
            TrainingTable table = TwoModalities();
            CritTrainingOptions options = Small with { Search = Small.Search with { Imbalance = [method], Trials = 3 }, Pipeline = Small.Pipeline with { ClassWeight = false } };
            CritTrainingResult result = CritTrainer.Train(new TrainingFold<TrainingTable>(table), options);
            Assert.Equal(CritProtocol.Sound, result.Artifact.Protocol);
            _ = CritModel.FromArtifact(result.Artifact);
        }
    }

    private sealed class CancelAfter(CancellationTokenSource source, int count) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            if (value.Completed >= count) source.Cancel();
        }
    }
}
