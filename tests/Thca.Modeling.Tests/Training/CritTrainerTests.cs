using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Modeling.Data;
using Thca.Modeling.Explanations;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Metrics;
using Thca.Modeling.Prediction;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Training;
using Thca.Testing;

namespace Thca.Modeling.Tests.Training;

public sealed class CritTrainerTests
{
    private static readonly CritTrainingOptions Quick = new() { Validation = new CrossValidationOptions { Folds = 4, Repeats = 2 }, Metrics = new MetricOptions { Replicates = 50, SmoothReplicates = 10 } };

    [Fact]
    public void Small_cohort_with_signal_is_learnt_in_seconds_and_read_back_without_native_code()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(60, 107, seed: 11, informative: 8, effect: 1.5);
        CritTrainingResult result = CritTrainer.Train(table, outcome);
        Assert.InRange(result.Metrics["auc_roc"].Value, 0.8, 1);
        Assert.InRange(result.Metrics["auc_roc"].Lower, 0.4, result.Metrics["auc_roc"].Value);
        Assert.Equal(60 * 5, result.OutOfFold.Count);
        Assert.Equal(60, result.Risks.Count);

        CritModel model = CritModel.Load(new MemoryStream(CritArtifactJson.ToBytes(result.Artifact)));
        using LightGbmBooster native = LightGbmBooster.FromText(model.Artifact.Booster.Text, model.FeatureNames);
        PatientRecords records = FeatureTableIntake.From([table]);
        double[] margins = native.PredictMargin(FeatureEncoding.Encode(records, [.. model.FeatureNames.Select(n => new ModelFeature(n, Modality.Radiomics))]));
        IReadOnlyList<(string Patient, Runtime.Scoring.CritPrediction Prediction)> predictions = new CritRiskModel(model).Predict(records);
        for (int i = 0; i < margins.Length; i++) Close.To(margins[i], predictions[i].Prediction.Margin, 1e-12);
    }

    [Fact]
    public void Result_is_the_same_at_1_and_16_threads()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(80, 30, seed: 3);
        CritTrainingResult one = CritTrainer.Train(table, outcome, Quick, compute: ComputeOptions.SingleThread);
        CritTrainingResult many = CritTrainer.Train(table, outcome, Quick, compute: new ComputeOptions { MaxDegreeOfParallelism = 16 });
        Assert.Equal(one.OutOfFold, many.OutOfFold);
        Assert.Equal(CritArtifactJson.ToBytes(one.Artifact), CritArtifactJson.ToBytes(many.Artifact));
    }

    [Fact]
    public void Noise_is_not_mistaken_for_signal()
    {
        double[] auc = [.. Enumerable.Range(1, 4).Select(seed =>
        {
            (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(150, 60, seed, informative: 0);
            return CritTrainer.Train(table, outcome, Quick).Metrics["auc_roc"].Value;
        })];
        Assert.InRange(auc.Average(), 0.35, 0.65);
    }

    [Fact]
    public void A_column_equal_to_the_outcome_comes_first()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(100, 20, seed: 5, informative: 0);
        var sentinel = new FeatureColumn("original_glcm_Sentinel", [.. table.Keys.Select(k => outcome[k] == true ? 1.0 : 0.0)]);
        CritTrainingResult result = CritTrainer.Train(new FeatureTable(table.Keys, [.. table.Columns, sentinel]), outcome, Quick);
        Assert.Equal("glcm_Sentinel", result.Artifact.Explanation.Importance[0].Feature);
        Assert.Equal("glcm_Sentinel", result.Ranking.MinBy(r => r.Rank)!.Name);
        Assert.Equal("glcm_Sentinel", FeatureImportance.Of(result.Explanation!)[0].Feature);
        Assert.Contains("glcm_Sentinel", result.Artifact.Features.Select(f => f.Name));
        Assert.All(result.Combinations[0].Folds, f => Assert.Contains("glcm_Sentinel", f.Features));

        // The trees know which column it is: a build that hands out the names in another order does not load.
        CritFeature[] features = [.. result.Artifact.Features];
        int at = Array.FindIndex(features, f => f.Name == "glcm_Sentinel"), other = at == 0 ? 1 : 0;
        (string a, string b) = (features[at].Name, features[other].Name);
        string Swapped(string text) => text.Replace(a, "\0", StringComparison.Ordinal).Replace(b, a, StringComparison.Ordinal).Replace("\0", b, StringComparison.Ordinal);
        (features[at], features[other]) = (features[at] with { Name = b }, features[other] with { Name = a });
        CritArtifact misnamed = result.Artifact with { Features = features };
        Assert.Throws<CritModelException>(() => CritModel.FromArtifact(misnamed));
        string header = result.Artifact.Booster.Text.Split('\n').First(l => l.StartsWith("feature_names=", StringComparison.Ordinal));
        CritArtifact permuted = misnamed with { Booster = CritBooster.FromText(result.Artifact.Booster.Text.Replace(header, Swapped(header), StringComparison.Ordinal)) };
        Assert.Equal(RefusalCodes.ModelSelfTest, Assert.Throws<CritModelException>(() => CritModel.FromArtifact(permuted)).Code);
    }

    [Fact]
    public void Too_few_events_for_the_folds_is_an_error_that_says_so()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(20, 5, seed: 1);
        ThcaException error = Assert.Throws<ThcaException>(() => CritTrainer.Train(table, outcome));
        Assert.Equal("TRAINING_DATA_INSUFFICIENT", error.Code);
        Assert.Contains("5 stratified folds", error.Message, StringComparison.Ordinal);
    }
}
