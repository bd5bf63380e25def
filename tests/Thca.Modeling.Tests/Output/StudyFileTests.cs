using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Modeling.Search;
using Thca.Modeling.Tests.Data;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;
using Thca.Testing;

namespace Thca.Modeling.Tests.Output;

/// <summary>Every file of a study with an external cohort: its columns, and that the figures in it are those of the run.</summary>
public sealed class StudyFileTests : IClassFixture<StudyFileTests.Study>
{
    private static readonly string Keys = string.Join(',', MetricCatalog.Keys);
    private readonly Study _study;

    public StudyFileTests(Study study) => _study = study;

    public static TheoryData<string, string> Columns => new()
    {
        { "model_comparison_metrics.csv", $"Combination,Cohort,Protocol,Prediction_Type,{Keys}" },
        { "metric_intervals.csv", "Combination,Cohort,Metric,Estimate,Lower,Upper,Level,Method,B,Skipped" },
        { "pairwise_tests.csv", "A,B,Cohort,Metric,Difference,Lower,Upper,P,P_Holm,Test" },
        { "cv_results_all_models.csv", "Combination,Repeat,Fold,N_Train,N_Test,M1_Train,M1_Test,Resampler,N_Features,Threshold,Threshold_Status,Calibration_Method,AUC_ROC,AUC_PR,Sensitivity,Specificity,PPV,NPV,Brier" },
        { "oof_predictions.csv", "PatientID,Repeat,Fold,Outcome,Raw,Calibrated,Combination,ProbabilityRaw,Threshold,Class,Prediction_Source" },
        { "all_patients_predictions_{best}_development.csv", "PatientID,True_M_stage,Predicted_Probability,Dataset_Split,Risk_Group_Tertile,Risk_Group_Fixed,Risk_Binary,Risk_Group_Clinical,Age,Sex,T_stage,N_stage,Prediction_Type,Margin,Probability_Raw,Out_Of_Range_Count,Missing_Count" },
        { "all_patients_predictions_{best}_external.csv", "PatientID,True_M_stage,Predicted_Probability,Dataset_Split,Risk_Group_Tertile,Risk_Group_Fixed,Risk_Binary,Risk_Group_Clinical,Age,Sex,T_stage,N_stage,Prediction_Type,Margin,Probability_Raw,Out_Of_Range_Count,Missing_Count" },
        { "best_model_summary.csv", "Key,Value,Lower,Upper,Note" },
        { "ranking.csv", "Rank,Combination,Total,sensitivity_score,npv_score,f3_score,auc_pr_score,mcc_score,g_mean_score,brier_score,specificity_score,ppv_score,lr_negative_score,AUC_ROC,N_Features,P_Best,Rank_Lower,Rank_Upper,Parsimonious" },
        { "external_validation_results.csv", "Combination,Cohort,Protocol,Prediction_Type," + string.Join(',', MetricCatalog.Keys.Select(k => $"{k},{k}_lower,{k}_upper")) },
        { "resampler_comparison.csv", "Combination,Scope,Resampler,LogLoss,AP,Recall,Precision,N_Before,N_After,Minority_After,Error,Trials,Best_Value,Is_Chosen" },
        { "threshold_selection.csv", "Combination,Strategy,Threshold,Status,Se,Sp,NPV,PPV,Score,Boot_Median,Boot_Lower,Boot_Upper" },
        { "calibration_bins.csv", "Combination,Cohort,Bin,N,Events,Mean_P,Observed,Lower,Upper" },
        { "calibration_smooth.csv", "Combination,Cohort,P,Smooth,Lower,Upper" },
        { "calibrator_comparison.csv", "Combination,Cohort,Method,In_Model,Folds," + string.Join(',', CalibratorComparison.Keys.Select(k => $"{k},{k}_lower,{k}_upper")) },
        { "dca.csv", "Combination,Cohort,Threshold,NB_Model,Lower,Upper,NB_All,Standardised_NB,Interventions_Avoided_100" },
        { "feature_selection_stability.csv", "Combination,Feature,Modality,Frequency,Mean_Rank,Nogueira" },
        { "updating_results.csv", "Method,Intercept,Slope,LogLoss,LogLoss_Lower,LogLoss_Upper,Brier,Brier_Lower,Brier_Upper,Se,Se_Lower,Se_Upper,NPV,NPV_Lower,NPV_Upper,Calibration_Slope,Calibration_Slope_Lower,Calibration_Slope_Upper,OE,OE_Lower,OE_Upper" },
        { "tripod_probast_checklist.csv", "Item,Question,Answer,Evidence,Automatic,Severity" },
        { "shap_importance.csv", "feature,modality,unit,mean_abs,sd_abs,rank,mean_abs_M1,mean_abs_M0,share,sign_correlation,fold_rank_median,fold_rank_iqr" },
        { "subgroup_performance.csv", "Cohort,Subgroup,Level,N,Events,AUC_ROC,AUC_Lower,AUC_Upper,Sensitivity,Sensitivity_Lower,Sensitivity_Upper,Specificity,Specificity_Lower,Specificity_Upper,PPV,PPV_Lower,PPV_Upper,NPV,NPV_Lower,NPV_Upper,OE_Ratio,OE_Lower,OE_Upper,Note" },
        { "case_mix.csv", "Cohort,N,Events,Prevalence,Mean_LP,Mean_LP_Lower,Mean_LP_Upper,SD_LP,SD_LP_Lower,SD_LP_Upper,Membership_AUC,Membership_Lower,Membership_Upper" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void Columns_are_the_stated_ones(string file, string header)
    {
        TextTable table = _study.Table(file.Replace("{best}", _study.Best.Replace('+', '_'), StringComparison.Ordinal));
        Assert.Equal(header, string.Join(',', table.Header));
        Assert.True(table.RowCount > 0);
    }

    [Fact]
    public void Trials_show_the_objective_of_every_inner_fold()
    {
        TextTable trials = _study.Table($"hpo_trials_{_study.Best.Replace('+', '_')}.csv");
        Assert.Equal(["Scope", "Trial", "State", "Value"], trials.Header.Take(4));
        Assert.Equal(["Fold_1", "Fold_2", "Fold_3", "Message"], trials.Header.TakeLast(4));
        Assert.Equal(["repeat 0 fold 0", "repeat 0 fold 1", "repeat 0 fold 2", "final"], trials.Column("Scope").Distinct());

        // Inner folds of nearly equal size: the pooled log loss is close to the mean over folds.
        for (int r = 0; r < trials.RowCount; r++)
            Close.To(trials.Number(r, "Value"), (trials.Number(r, "Fold_1") + trials.Number(r, "Fold_2") + trials.Number(r, "Fold_3")) / 3, 0.02);
    }

    [Fact]
    public void Resamplers_are_compared_by_their_best_configuration()
    {
        TextTable table = _study.Table("resampler_comparison.csv");
        foreach (CombinationResult combination in _study.Result.Combinations)
        {
            for (int r = 0; r < table.RowCount; r++)
            {
                if (table[r, "Combination"] != combination.Combination.Name || table[r, "Scope"] != "final") continue;
                Trial[] own = [.. combination.FinalSearch.Trials.Where(t => (t.Values.TryGetValue("imbalance", out double v) ? combination.FinalSearch.ImbalanceChoices[(int)v] : "ClassWeight") == table[r, "Resampler"])];
                Assert.Equal((own.Length, own.Max(t => t.Value)), ((int)table.Number(r, "Trials"), table.Number(r, "Best_Value")));
                Close.To(-table.Number(r, "Best_Value"), table.Number(r, "LogLoss"), 1e-12);
                Assert.Equal(100, table.Number(r, "N_Before"));
                bool makesRows = table[r, "Resampler"] is nameof(ResamplingMethod.Smote);
                Assert.Equal(makesRows, table.Number(r, "N_After") > 100);
                if (!makesRows) Close.To(20 * 2 / 3.0, table.Number(r, "Minority_After"), 1e-9);
            }
        }

        Assert.Equal(4, Enumerable.Range(0, table.RowCount).Count(r => table[r, "Combination"] == _study.Best && table[r, "Is_Chosen"] == "1"));
    }

    [Fact]
    public void Skipped_counts_the_samples_in_which_a_metric_was_undefined()
    {
        TextTable table = _study.Table("metric_intervals.csv");
        for (int r = 0; r < table.RowCount; r++)
        {
            bool bootstrapped = table[r, "Method"].StartsWith("bootstrap", StringComparison.Ordinal);
            if (bootstrapped) Assert.Equal(table[r, "Metric"] is "ici" or "e50" or "e90" ? 8 : 30, table.Number(r, "B"));
            if (bootstrapped) Assert.InRange(table.Number(r, "Skipped"), 0, table.Number(r, "B") / 2);
        }

        bool[] y = [true, true, false, false, false, false];
        PredictedCohort cohort = PredictedCohort.Single(["a", "b", "c", "d", "e", "f"], y, [.9, .2, .3, .1, .2, .1], 0.5);
        MetricEstimate mcc = MetricSuite.Estimate(cohort, new MetricOptions { Replicates = 200, SmoothReplicates = 0 }, new RandomSeed(1))["f1_score"];
        MetricEstimate precision = MetricSuite.Estimate(cohort, new MetricOptions { Replicates = 200, SmoothReplicates = 0 }, new RandomSeed(1))["false_discovery_rate"];
        Assert.Equal((200, 0), (mcc.Replicates, mcc.Skipped));

        // Nobody is called positive when the first patient is not drawn: a quarter of the samples.
        Assert.Equal(200, precision.Replicates);
        Assert.InRange(precision.Skipped, 30, 70);
    }

    [Fact]
    public void Calibrators_are_compared_on_the_same_held_out_patients()
    {
        CritTrainingResult result = _study.Result;
        Assert.Equal(["None", "Platt", "Beta", "Isotonic", "VennAbers"], result.Calibrators.Select(c => c.Method.ToString()));
        CalibratorComparison own = Assert.Single(result.Calibrators, c => c.InModel);
        Assert.Equal(("Platt", 3), (own.Method.ToString(), own.Folds));

        // The model's method gives the reported figures.
        CombinationResult best = result.Combinations.First(c => c.Combination.Name == _study.Best);
        foreach (string key in new[] { "calibration_slope", "calibration_intercept", "oe_ratio", "brier_score", "ece10" }) Close.To(best.Metrics[key].Value, own.Metrics[key].Value, 1e-12, what: key);
        Assert.Contains("## Calibration", File.ReadAllText(_study.At("report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Checklist_asks_every_question()
    {
        TextTable table = _study.Table("tripod_probast_checklist.csv");
        Assert.Equal(
            ["P1.1", "P1.2", "P2.1", "P2.2", "P2.3", "P3.1", "P3.2", "P4.1", "P4.2", "P4.3", "P4.4", "P4.5", "P4.6", "P4.7", "P4.8", "P4.9", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"], table.Column("Item"));
        Assert.All(table.Column("Question"), q => Assert.EndsWith("?", q, StringComparison.Ordinal));
        Assert.All(table.Column("Answer"), a => Assert.Contains(a, new[] { "yes", "probably yes", "no information", "probably no", "no" }));
    }

    [Fact]
    public void Manifest_knows_both_cohorts_and_every_file()
    {
        RunManifest.Write(_study.Folder, _study.Development, Study.Options, _study.Result, new RandomSeed(4), _study.External);
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(_study.At(RunManifest.FileName)));
        JsonElement root = manifest.RootElement;
        Assert.Equal((150, 20, 120), (root.GetProperty("patients").GetInt32(), root.GetProperty("events").GetInt32(), root.GetProperty("external").GetProperty("patients").GetInt32()));
        string[] listed = [.. root.GetProperty("outputs").EnumerateArray().Select(o => o[0].GetString()!)];
        Assert.Equal(Directory.GetFiles(_study.Folder).Select(f => Path.GetFileName(f)).Where(f => f != RunManifest.FileName).Order(StringComparer.Ordinal), listed);
        Assert.Equal(_study.Result.ModelWarnings, root.GetProperty("warnings").EnumerateArray().Select(w => w[1].GetString()!).TakeLast(_study.Result.ModelWarnings.Count));
    }

    /// <summary>One small study, trained once.</summary>
    public sealed class Study : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Study()
        {
            Development = TrainingTable.Create(Cohort(150, 4), Outcome(150, 4));
            Result = CritTrainer.Train(new TrainingFold<TrainingTable>(Development, "development"), Options with { Combinations = FeatureCombination.Constructible(Development.Features) }, new RandomSeed(4));
            External = ExternalValidation.Evaluate(Result.Artifact, new EvaluationFold<PatientRecords>(Cohort(120, 5), "external"), Outcome(120, 5), Options.Metrics);
            TrainingFiles.Write(Result, Folder, Options, External, new RandomSeed(4));
        }

        public static CritTrainingOptions Options { get; } = CritTrainingOptions.Preset("quick") with
        {
            Search = new SearchOptions { Trials = 5, InnerFolds = 3, MaxTrees = 40, StopAfter = 10, Imbalance = [ResamplingMethod.ClassWeight, ResamplingMethod.None, ResamplingMethod.Smote] },
            Metrics = new MetricOptions { Replicates = 30, SmoothReplicates = 8 }, RankingReplicates = 30, ThresholdReplicates = 20,
        };

        public TrainingTable Development { get; }

        public CritTrainingResult Result { get; }

        public ExternalValidation External { get; }

        public string Folder => _folder.FullName;

        public string Best => Result.Artifact.Combination.Name;

        public string At(string file) => _folder.File(file);

        public TextTable Table(string file) => TextTable.Read(At(file));

        public void Dispose() => _folder.Dispose();

        private static OutcomeColumn Outcome(int patients, long seed) => SyntheticCohort.Draw(patients, 10, seed, informative: 3, effect: 1.2).Outcome;

        private static PatientRecords Cohort(int patients, long seed)
        {
            (FeatureTable radiomics, OutcomeColumn outcome) = SyntheticCohort.Draw(patients, 10, seed, informative: 3, effect: 1.2);
            RandomStream random = new RandomSeed(seed).Stream("age");
            var clinical = new FeatureTable(radiomics.Keys, [new FeatureColumn("Age", [.. radiomics.Keys.Select(_ => 50 + 10 * random.NextNormal())]), new FeatureColumn("TG", [.. radiomics.Keys.Select(k => random.NextNormal() + (outcome[k] == true ? 0.5 : 0))])]);
            return FeatureTableIntake.From([radiomics, clinical]);
        }
    }
}
