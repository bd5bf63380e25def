using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Modeling.Reference;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Training;
using Thca.Testing;

namespace Thca.Modeling.Tests.Reference;

public sealed class ReferenceTrainerTests
{
    private static readonly ReferenceOptions Small = new() { Trials = 2, Metrics = new MetricOptions { Replicates = 20, SmoothReplicates = 5, Undefined = UndefinedValues.Published } };

    private static TrainingTable Table()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(260, 12, seed: 8, informative: 3, effect: 1.0);
        FeatureColumn[] columns = [.. table.Columns.Select((c, i) => i < 8 ? c : c.Rename($"Clinical_{i}"))];
        return TrainingTable.Create(FeatureTableIntake.From([new FeatureTable(table.Keys, columns)]), outcome);
    }

    [Fact]
    public void Published_procedure_shows_its_marks()
    {
        CritTrainingResult result = ReferenceTrainer.Train(new TrainingFold<TrainingTable>(Table()), null, Small);
        Assert.Equal(CritProtocol.Reference, result.Artifact.Protocol);
        Assert.True(result.Artifact.Thresholds[0].Value <= 0.25);
        Assert.Equal(260, result.Risks.Count);
        Assert.All(result.Risks, r => Assert.Equal("resubstitution", r.Source));
        Assert.Equal(52, result.OutOfFold.Count);
        Assert.Contains(CritModel.FromArtifact(result.Artifact).Inspect().Warnings, w => w.Code == "PROTOCOL_NOT_FOR_INFERENCE");
        using var folder = new TemporaryFolder();
        TrainingFiles.Write(result, folder.FullName);
        Assert.True(File.Exists(folder.File("NOT_FOR_INFERENCE.txt")));
        Assert.All(TextTable.Read(folder.File("risk_groups.csv")).Column("Prediction_Source"), s => Assert.Equal("resubstitution", s));
        TextTable samplers = TextTable.Read(folder.File("resampler_comparison.csv"));
        Assert.Equal(["SMOTE_0.7", "SMOTE_1.0", "BorderlineSMOTE_0.8", "ADASYN_0.8", "BorderlineSMOTE_1.0"], Enumerable.Range(0, samplers.RowCount).Where(r => samplers[r, "Combination"] == "Clinical").Select(r => samplers[r, "Resampler"]));
        int chosen = Enumerable.Range(0, 5).Single(r => samplers[r, "Is_Chosen"] == "1");
        double[] recall = [.. Enumerable.Range(0, 5).Select(r => samplers.Number(r, "Recall"))];
        Assert.Equal(Array.IndexOf(recall, recall.Max()), chosen);   // the first of equals wins
        Assert.Equal((166, 22 + (int)(0.7 * 144 - 22)), ((int)samplers.Number(0, "N_Before"), (int)samplers.Number(0, "Minority_After")));
    }

    [Fact]
    public void Fifteen_combinations_are_ranked_by_the_published_weights_and_everything_is_watermarked()
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(220, 7, seed: 13, informative: 7, effect: 0.7, prefix: "F");
        string[] names = ["Age", "TSH", "original_glcm_A", "original_glcm_B", "iTED_glcm_A", "iTED_glcm_B", "3D_ITHscore"];
        PatientRecords records = FeatureTableIntake.From([new FeatureTable(table.Keys, [.. table.Columns.Select((c, i) => c.Rename(names[i]))])]);
        CritTrainingResult result = ReferenceTrainer.Train(new TrainingFold<TrainingTable>(TrainingTable.Create(records, outcome)), null, Small with { Trials = 1, Metrics = Small.Metrics with { Replicates = 0, SmoothReplicates = 0 } });
        Assert.Equal(
            ["Clinical", "Radiomics", "iTED", "3D_ITHscore", "Clinical+Radiomics", "Clinical+iTED", "Clinical+3D_ITHscore", "Radiomics+iTED", "Radiomics+3D_ITHscore", "iTED+3D_ITHscore", "Clinical+Radiomics+iTED",
                "Clinical+Radiomics+3D_ITHscore", "Clinical+iTED+3D_ITHscore", "All_Imaging", "All_Features"], result.Combinations.Select(c => c.Combination.Name));
        (string Key, double Weight, bool Down)[] weights =
        [
            ("sensitivity", .30, false), ("npv", .15, false), ("f3_score", .10, false), ("auc_pr", .12, false), ("detection_rate", .08, false), ("mcc", .05, false), ("g_mean", .05, false), ("brier_score", .05, true),
            ("specificity", .05, false), ("ppv", .03, false), ("lr_negative", .02, true),
        ];
        double[] totals = [.. result.CombinationRanking.Select(r => weights.Sum(w =>
        {
            double[] all = [.. result.CombinationRanking.Select(o => Math.Min(100, o.Metrics[w.Key]))];
            double v = Math.Min(100, r.Metrics[w.Key]), score = all.Max() > all.Min() ? 100 * (v - all.Min()) / (all.Max() - all.Min()) : 50;
            return w.Weight * (w.Down && all.Max() > all.Min() ? 100 - score : score);
        }) * (r.Metrics["sensitivity"] < 0.70 ? 0.5 : 1) * (r.Metrics["npv"] < 0.85 ? 0.7 : 1))];
        Close.To(totals, [.. result.CombinationRanking.Select(r => r.Total)], 1e-9);
        Assert.Equal(totals.OrderDescending(), totals);
        Assert.All(result.Combinations, c => Assert.All(c.OutOfFold, p => Assert.True(p.Threshold <= 0.25)));
        using var folder = new TemporaryFolder();
        TrainingFiles.Write(result, folder.FullName);
        foreach (string report in Directory.GetFiles(folder.FullName, "*.md")) Assert.Contains("not for inference", File.ReadAllText(report), StringComparison.OrdinalIgnoreCase);
        Assert.All(TextTable.Read(folder.File("model_comparison_metrics.csv")).Column("Protocol"), p => Assert.Equal("Reference", p));
    }

    [Fact]
    public void Corrected_procedure_keeps_the_design_without_in_sample_risks()
    {
        CritTrainingResult result = ReferenceTrainer.Train(new TrainingFold<TrainingTable>(Table()), null, Small with { Corrected = true });
        Assert.Equal(CritProtocol.ReferenceCorrected, result.Artifact.Protocol);
        Assert.Equal(52, result.Risks.Count);
        Assert.All(result.Risks, r => Assert.Equal("held_out", r.Source));
    }

    [Fact]
    public void Split_has_the_published_sizes()
    {
        ReferenceSplit split = ReferenceSplit.Of(Table().Rows.Outcome, 42);
        Assert.Equal((52, 42, 166), (split.Test.Length, split.Validation.Length, split.Train.Length));
        Assert.Equal(260, split.Train.Concat(split.Validation).Concat(split.Test).Distinct().Count());
    }

    [Fact]
    public void Missing_values_are_refused()
    {
        TrainingTable table = Table();
        double[] values = table.Rows.Features.Values.ToArray();
        values[5] = double.NaN;
        var holed = new LabelledMatrix(new FeatureMatrix(table.Rows.Features.Patients, table.Rows.Features.Names, values), table.Rows.Outcome.ToArray());
        Assert.Throws<TableException>(() => ReferenceTrainer.Train(new TrainingFold<TrainingTable>(table with { Rows = holed }), null, Small));
    }
}
