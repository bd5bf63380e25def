using System.Text;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Metrics;
using Thca.Modeling.Prediction;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Search;
using Thca.Modeling.Tests.Data;
using Thca.Modeling.Training;
using Thca.Testing;

namespace Thca.Modeling.Tests.Training;

/// <summary>Joint search, Venn-Abers calibration and splits by sets of categories, from a table with labels to the artifact that is read back.</summary>
public sealed class OptionalMethodsTests
{
    private static readonly CritTrainingOptions Options = TrainingOptionsFile.Parse("""
        { "model": {
            "preset": "quick", "calibration": "VennAbers",
            "search": { "trials": 8, "innerFolds": 3, "maxTrees": 60, "stopAfter": 10, "sampler": { "variant": "Multivariate5", "startupTrials": 3 } },
            "pipeline": { "boosting": { "categoricalSplits": true } } } }
        """) with
    {
        Metrics = new MetricOptions { Replicates = 20, SmoothReplicates = 5 }, RankingReplicates = 20, ThresholdReplicates = 10,
    };

    /// <summary>Nine sites of which three carry the risk, in no order of their names.</summary>
    private static (PatientRecords Records, OutcomeColumn Outcome) Read(TemporaryFolder folder)
    {
        RandomStream random = new RandomSeed(8).Stream("sites");
        var text = new StringBuilder("PatientID,Site,Age,TG,M_stage\n");
        for (int i = 0; i < 220; i++)
        {
            char site = "abcdefghi"[random.NextInt(9)];
            bool outcome = random.NextDouble() < (site is 'b' or 'e' or 'i' ? 0.6 : 0.06);
            text.Append(FormattableString.Invariant($"P{i},{site},{50 + 10 * random.NextNormal()},{random.NextNormal() + (outcome ? 0.7 : 0)},{(outcome ? 1 : 0)}\n"));
        }

        string path = folder.Write("clinical.csv", text.ToString());
        return (FeatureTableIntake.Read([new FeatureSource(path)], new IntakeOptions { OutcomeColumn = "M_stage" }), OutcomeColumn.Read($"{path}:M_stage"));
    }

    [Fact]
    public void Table_with_labels_becomes_an_artifact_that_says_the_same_without_native_code()
    {
        using var folder = new TemporaryFolder();
        (PatientRecords records, OutcomeColumn outcome) = Read(folder);
        CritTrainingResult Train(int threads) => CritTrainer.Train(
            new TrainingFold<TrainingTable>(TrainingTable.Create(records, outcome)), Options, new RandomSeed(4), new ComputeOptions { MaxDegreeOfParallelism = threads });
        CritTrainingResult result = Train(1);
        byte[] bytes = CritArtifactJson.ToBytes(result.Artifact);
        Assert.Equal(bytes, CritArtifactJson.ToBytes(Train(2).Artifact));

        CritModel model = CritModel.Load(bytes);
        Assert.Equal((CritCalibratorType.VennAbers, 220), (model.Artifact.Calibrator.Type, model.Artifact.Calibrator.Count));
        Assert.Contains("cat_threshold=", model.Artifact.Booster.Text, StringComparison.Ordinal);
        Assert.Contains("vennAbers, fitted on outOfFold predictions of 220 patients", model.Artifact.ModelCard, StringComparison.Ordinal);
        using LightGbmBooster native = LightGbmBooster.FromText(model.Artifact.Booster.Text, model.FeatureNames);
        foreach ((string _, CritPrediction p) in new CritRiskModel(model).Predict(records))
        {
            var row = new FeatureMatrix(["x"], model.FeatureNames, [.. p.Codes]);
            Close.To(native.PredictMargin(row)[0], p.Margin, 1e-12, 1e-14);
            double[] contributions = new double[model.FeatureNames.Count];
            model.Contributions([.. p.Codes], contributions);
            Close.To(p.Margin, model.BaseValue + contributions.Sum(), 0, 1e-9);
            CritInterval interval = p.ProbabilityInterval!;
            Assert.True(interval.Lower <= p.Probability && p.Probability <= interval.Upper);
            Close.To(interval.Upper / (1 - interval.Lower + interval.Upper), p.Probability, 1e-15);
        }

        TextTable table = PredictionTable.Predict(new CritRiskModel(model), records);
        Assert.Equal(["RiskGroupFixed", "ProbabilityLower", "ProbabilityUpper", "Prediction_Source", "Status", "Message"], table.Header.Skip(5));
        for (int i = 0; i < table.RowCount; i++) Assert.InRange(table.Number(i, "Probability"), table.Number(i, "ProbabilityLower"), table.Number(i, "ProbabilityUpper"));
    }

    [Fact]
    public void Synthetic_rows_get_whole_codes()
    {
        using var folder = new TemporaryFolder();
        (PatientRecords records, OutcomeColumn outcome) = Read(folder);
        var fold = new TrainingFold<TrainingTable>(TrainingTable.Create(records, outcome));
        CritTrainingOptions smote = Options with { Search = Options.Search with { Imbalance = [ResamplingMethod.Smote], Trials = 4 } };
        CritTrainingResult result = CritTrainer.Train(fold, smote, new RandomSeed(4));
        Assert.Contains(result.Combinations[0].FinalSearch.Trials, t => t.Values.Count > 0 && t.State == TrialState.Complete);
    }

    [Fact]
    public void Hopeless_configurations_are_given_up_when_asked_for()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(120, 12, seed: 6);
        CritTrainingResult Train(bool prune, int threads) => CritTrainer.Train(
            table, outcome, new CritTrainingOptions { Validation = new CrossValidationOptions { Folds = 3, Repeats = 1 }, Search = Options.Search with { Prune = prune, Trials = 24 }, Metrics = Options.Metrics, ThresholdReplicates = 5 },
            new RandomSeed(2), new ComputeOptions { MaxDegreeOfParallelism = threads });
        CritTrainingResult pruned = Train(true, 1);
        Trial[] trials = [.. pruned.Combinations[0].FinalSearch.Trials];
        Assert.InRange(trials.Count(t => t.State == TrialState.Pruned), 3, 16);
        Assert.All(trials.Where(t => t.State == TrialState.Pruned), t => Assert.Empty(pruned.Combinations[0].FinalSearch.FoldValues[t.Number]));
        Assert.Equal(CritArtifactJson.ToBytes(pruned.Artifact), CritArtifactJson.ToBytes(Train(true, 2).Artifact));
        Assert.DoesNotContain(Train(false, 2).Combinations[0].FinalSearch.Trials, t => t.State == TrialState.Pruned);
    }

    [Fact]
    public void A_split_of_missing_from_all_other_values_has_no_finite_threshold_and_can_still_be_frozen()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(120, 3, seed: 6, informative: 0);
        var gaps = new FeatureColumn("original_glcm_Gaps", [.. table.Keys.Select((k, i) => (outcome[k] == true) ^ (i % 9 == 0) ? double.NaN : 1 + i % 2)]);
        var options = new CritTrainingOptions
        {
            Validation = new CrossValidationOptions { Folds = 3, Repeats = 1 }, Metrics = Options.Metrics, ThresholdReplicates = 5,
            Pipeline = new PipelineOptions { Preprocessing = new PreprocessingOptions { Missing = MissingPolicy.TreeNative } },
        };
        CritArtifact artifact = CritTrainer.Train(new FeatureTable(table.Keys, [.. table.Columns, gaps]), outcome, options).Artifact;
        Assert.Matches("threshold=(.* )?inf( |\n)", artifact.Booster.Text);
        Assert.Equal(CritModel.Load(CritArtifactJson.ToBytes(artifact)).Sha256, CritArtifactJson.Hash(artifact));
        Assert.Equal(RefusalCodes.BoosterUnsupported, Assert.Throws<CritModelException>(() => artifact.Booster.WithTrees()).Code);
    }

    [Theory]
    [InlineData(ResamplingMethod.ClassWeight)]
    [InlineData(ResamplingMethod.Smote)]
    public void Development_counts_make_the_base_value_the_mean_margin(ResamplingMethod imbalance)
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(160, 8, seed: 9, informative: 4, effect: 1.2);
        CritTrainingOptions options = TrainingOptionsFile.Parse("""{ "model": { "coverSource": "DevelopmentCounts" } }""") with
        {
            Validation = new CrossValidationOptions { Folds = 3, Repeats = 1 }, Metrics = Options.Metrics, ThresholdReplicates = 5,
            Search = new SearchOptions { Trials = 3, InnerFolds = 3, MaxTrees = 40, StopAfter = 10, Imbalance = [imbalance], Sampler = new TpeOptions { StartupTrials = 1 } },
            Pipeline = new PipelineOptions { ClassWeight = imbalance == ResamplingMethod.ClassWeight, Boosting = new LightGbmOptions { MinRowsPerLeaf = 20 } },
        };
        CritTrainingResult counted = CritTrainer.Train(table, outcome, options), grown = CritTrainer.Train(table, outcome, options with { CoverSource = CritCoverSource.TrainingCounts });
        CritModel model = CritModel.Load(CritArtifactJson.ToBytes(counted.Artifact)), plain = CritModel.FromArtifact(grown.Artifact);
        Assert.Equal((CritCoverSource.DevelopmentCounts, CritCoverSource.TrainingCounts), (model.Artifact.Explanation.CoverSource, grown.Artifact.Explanation.CoverSource));
        Assert.Equal(grown.OutOfFold, counted.OutOfFold);
        PatientRecords records = FeatureTableIntake.From([table]);
        (string, CritContributions Explained)[] patients = [.. new CritRiskModel(model).Explain(records)];
        double[] margins = [.. patients.Select(p => p.Explained.Prediction.Margin)];
        Assert.Equal(new CritRiskModel(plain).Predict(records).Select(p => p.Prediction.Margin), margins);
        Assert.All(patients, p => Assert.Equal(p.Explained.Prediction.Margin, p.Explained.Base + p.Explained.Values.Sum(), 1e-9));

        // A leaf of synthetic rows alone counts as one patient, so that the mean is met up to those leaves.
        double tolerance = imbalance == ResamplingMethod.ClassWeight ? 1e-9 : 0.1;
        Assert.Equal(margins.Average(), model.BaseValue, tolerance);
        Assert.NotEqual(margins.Average(), plain.BaseValue, tolerance);
    }

    [Fact]
    public void A_setting_that_is_off_leaves_identifiers_as_they_were()
    {
        Assert.DoesNotContain(nameof(LightGbmOptions.CategoricalSplits), UnitStore.Settings(new CritTrainingOptions()), StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(CritTrainingOptions.CoverSource), UnitStore.Settings(new CritTrainingOptions()), StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(SearchOptions.Prune), UnitStore.Settings(new CritTrainingOptions()), StringComparison.Ordinal);
        Assert.Contains($"\"{nameof(LightGbmOptions.CategoricalSplits)}\":true", UnitStore.Settings(Options), StringComparison.Ordinal);
        Assert.Equal((CalibrationMethod.VennAbers, TpeVariant.Multivariate5), (Options.Calibration, Options.Search.Sampler.Variant));
    }
}
