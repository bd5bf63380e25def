using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Modeling.Reports;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Trees;
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
        using var folder = new TemporaryFolder();
        TrainingFiles.Write(result, folder.FullName, Small);
        Assert.Equal(["PatientID", "Repeat", "Fold", "Outcome", "Raw", "Calibrated", "Combination", "ProbabilityRaw", "Threshold", "Class", "Prediction_Source"], TextTable.Read(folder.File("oof_predictions.csv")).Header);
        Assert.Equal(["PatientID", "Predicted_Probability", "Risk_Group_Clinical", "Risk_Group_Tertile", "Dataset_Split", "Prediction_Source", "True_M_stage"], TextTable.Read(folder.File("risk_groups.csv")).Header.Take(7));
        Assert.Equal(3, TextTable.Read(folder.File("ranking.csv")).RowCount);
        Assert.Equal(["Clinical", "Radiomics", "Clinical+Radiomics", "LogisticClinical", "BEST"], TextTable.Read(folder.File("model_comparison_metrics.csv")).Column("Combination"));
        TextTable tests = TextTable.Read(folder.File("pairwise_tests.csv"));
        Assert.Equal(54, tests.RowCount);
        Assert.Equal(["auc_roc", "sensitivity", "specificity", "auc_pr", "brier_score", "ppv", "npv", "net_benefit_05_30"], tests.Column("Metric").Distinct());
        TextTable shap = TextTable.Read(folder.File("shap_values_development.csv"));
        Assert.Equal(150, shap.RowCount);
        for (int r = 0; r < shap.RowCount; r++) Close.To(shap.Number(r, "margin"), Enumerable.Range(5, shap.Header.Count - 5).Sum(c => shap.Number(r, c)) + shap.Number(r, "base_value"), 1e-9, 1e-9);
        TextTable patients = TextTable.Read(folder.File($"all_patients_predictions_{result.Artifact.Combination.Name.Replace('+', '_')}_development.csv"));
        Assert.Equal((150, "out_of_fold"), (patients.RowCount, patients[0, "Prediction_Type"]));
        Assert.Equal(result.Risks.Select(r => r.Probability), Enumerable.Range(0, 150).Select(r => patients.Number(r, "Predicted_Probability")));
        TextTable importance = TextTable.Read(folder.File("shap_importance.csv"));
        Assert.Equal(["feature", "modality", "unit", "mean_abs", "sd_abs", "rank", "mean_abs_M1", "mean_abs_M0", "share", "sign_correlation", "fold_rank_median", "fold_rank_iqr"], importance.Header);
        IReadOnlyList<CritTestVector> vectors = CritModel.Load(folder.File("model.crit.json")).Artifact.TestVectors;
        Assert.True(vectors.Count >= 8);
        CritTestVector onSplits = Assert.Single(vectors, v => v.Note == "on split thresholds");
        TreeEnsemble trees = LightGbmTextReader.Read(result.Artifact.Booster.Text);
        double[] at = [.. onSplits.Codes.Select(c => c!.Value)], above = [.. at.Select(Math.BitIncrement)];
        Assert.NotEqual(trees.Margin(at), trees.Margin(above));   // the smallest step leads to other leaves
        foreach (string name in new[] { "metrics.json", "metric_intervals.csv", "cv_results_all_models.csv", "resampler_comparison.csv", "threshold_selection.csv", "calibration_bins.csv", "dca.csv", "feature_selection_stability.csv", "hpo_trials_Clinical_Radiomics.csv", "model_card.md" })
            Assert.True(File.Exists(folder.File(name)), name);
    }

    [Fact]
    public void Held_out_folds_have_the_natural_class_ratio_and_no_synthetic_row()
    {
        TrainingTable table = TwoModalities();
        CritTrainingResult result = Train(Small with { Search = Small.Search with { Imbalance = [ResamplingMethod.Smote], Trials = 2 }, Pipeline = Small.Pipeline with { ClassWeight = false } });
        double share = table.Rows.Prevalence;
        foreach (CombinationResult combination in result.Combinations)
        {
            Assert.Equal(table.Rows.Features.Patients, combination.OutOfFold.Select(p => p.Patient));
            foreach (UnitResult fold in combination.Folds)
            {
                Assert.True(Math.Abs(fold.Rows.Count(r => table.Rows.Outcome[r]) - share * fold.Rows.Count) < 1);
                Assert.Equal(150 - fold.Rows.Count, fold.InnerOutcome.Count);
                Assert.Contains(fold.Search.Resamplers, r => r.Resampler == "Smote" && r.Rows.After > r.Rows.Before);
            }
        }

        var inner = new InnerFolds(new TrainingFold<LabelledMatrix>(table.Rows), table.Features, Small, "final", RandomSeed.Default, "t", ComputeOptions.SingleThread, default);
        Assert.Equal(Enumerable.Range(0, 150), inner.Rows.SelectMany(r => r).Order());
        Assert.All(inner.Rows, rows => Assert.True(Math.Abs(rows.Count(r => inner.Outcome[r]) - share * rows.Length) < 1));
        InnerPrediction balanced = inner.Evaluate(new ModelConfiguration(new ResamplingOptions { Method = ResamplingMethod.Smote }, 5, new LightGbmOptions { Trees = 5 }), default);
        Assert.Equal(150, balanced.Margins.Length);
        Assert.All(balanced.Rows, r => Assert.Equal(2 * r.MinorityAfter, r.After));
    }

    [Fact]
    public void Heavily_tied_probabilities_make_groups_and_the_frozen_cuts_serve_every_cohort()
    {
        (FeatureTable noise, OutcomeColumn outcome) = SyntheticCohort.Draw(120, 6, seed: 21, informative: 0);
        TrainingTable table = TrainingTable.Create(FeatureTableIntake.From([noise]), outcome);
        CritTrainingResult result = CritTrainer.Train(new TrainingFold<TrainingTable>(table), Small with { Calibration = CalibrationMethod.Isotonic });
        double[] inner = [.. result.Risks.Select(r => r.Probability)];
        Assert.True(inner.Distinct().Count() < 60, "isotonic regression on noise ties");
        CritModel model = CritModel.FromArtifact(result.Artifact);
        (FeatureTable other, OutcomeColumn known) = SyntheticCohort.Draw(90, 6, seed: 22, informative: 0);
        ExternalValidation external = ExternalValidation.Evaluate(result.Artifact, new EvaluationFold<PatientRecords>(FeatureTableIntake.From([other]), "external"), known, new MetricOptions { Replicates = 0, SmoothReplicates = 0 });
        for (int i = 0; i < external.Risks.Count; i++) Assert.Equal(model.GroupsOf(external.Explanation.Margin[i], external.Risks[i].Probability), external.Risks[i].Groups);
        foreach (PatientRisk risk in result.Risks)
        {
            foreach (CritRiskGroups scheme in result.Artifact.RiskGroups.Where(s => s.Variable == CritScale.Probability))
                Assert.Equal(scheme.Labels[scheme.Cuts.Count(c => scheme.RightClosed ? risk.Probability > c : risk.Probability >= c)], risk.Groups[scheme.Scheme]);
        }
    }

    [Fact]
    public void Reports_are_made_from_the_run()
    {
        foreach ((int patients, long seed) in new[] { (110, 6L), (150, 7L) })
        {
            (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(patients, 8, seed, informative: 3, effect: 1.2);
            CritTrainingOptions options = Small with { Search = new SearchOptions { Trials = 1, InnerFolds = 3 } };
            CritTrainingResult result = CritTrainer.Train(new TrainingFold<TrainingTable>(TrainingTable.Create(FeatureTableIntake.From([table]), outcome)), options);
            (FeatureTable other, OutcomeColumn known) = SyntheticCohort.Draw(patients - 31, 8, seed + 50, informative: 3, effect: 1.2);
            ExternalValidation external = ExternalValidation.Evaluate(result.Artifact, new EvaluationFold<PatientRecords>(FeatureTableIntake.From([other]), "external"), known, options.Metrics);
            using var folder = new TemporaryFolder();
            TrainingFiles.Write(result, folder.FullName, options, external);
            string[] reports = Directory.GetFiles(folder.FullName, "*.md");
            Assert.Equal(6, reports.Length);
            foreach (string report in reports)
            {
                string text = File.ReadAllText(report);
                Assert.DoesNotContain("{", text, StringComparison.Ordinal);
                Assert.DoesNotContain("}", text, StringComparison.Ordinal);
                Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
                Assert.DoesNotMatch(@"(^|[\s(])(/[a-z]+/|[A-Z]:\\)", text);
                Assert.Contains($"{patients}", text, StringComparison.Ordinal);
                Assert.Contains(CritArtifactJson.Hash(result.Artifact), text, StringComparison.Ordinal);
                if (Path.GetFileName(report) == "model_card.md")
                {
                    Assert.DoesNotContain("## Performance, external\n\n*not stated*", text, StringComparison.Ordinal);
                    continue;
                }

                Assert.StartsWith("# ", text, StringComparison.Ordinal);
                Assert.Contains($"Total patients {2 * patients - 31}, development {patients} ", text, StringComparison.Ordinal);
                Assert.Contains("Protocol: Sound.", text, StringComparison.Ordinal);
                Assert.Contains("## Limitations", text, StringComparison.Ordinal);
            }
        }
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
        Assert.Equal(one, CritArtifactJson.ToBytes(Train(resumable, threads: 16).Artifact));
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
        var everybody = new InnerPrediction([.. Enumerable.Repeat(3.0, 150)], [.. Enumerable.Repeat(3.0, 150)], [1], []);
        int[] missed = [.. Enumerable.Range(0, 150).Where(i => inner.Outcome[i]).Take(4)];
        double[] margins = [.. inner.Outcome.Select((y, i) => y && !missed.Contains(i) ? 1.0 : -3.0)];
        var good = new InnerPrediction(margins, margins, [1], []);
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
        var absent = new SealedCohort([new FeatureSource(folder.File("absent.csv"))], folder.File("absent.csv") + ":M");
        ThcaException closed = Assert.Throws<ThcaException>(() => absent.Open(first.Artifact with { TestVectors = [] }, folder.FullName));
        Assert.Equal("EXTERNAL_SEAL_BROKEN", closed.Code);   // refused before any file is touched: these do not even exist
        Assert.False(File.Exists(folder.File(SealedCohort.LogName)));
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
