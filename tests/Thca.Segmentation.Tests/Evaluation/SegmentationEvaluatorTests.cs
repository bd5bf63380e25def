using System.Text.Json.Nodes;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Labels;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Evaluation;

public sealed class SegmentationEvaluatorTests : IDisposable
{
    private static readonly LabelSet Set = new([KeyValuePair.Create("background", 0), KeyValuePair.Create("gland", 1), KeyValuePair.Create("lesion", 2)]);

    private readonly TemporaryFolder _folder = new();
    private readonly ImageGeometry _grid = SmallImages.Grid();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_CountsByHand_NaNWhereBothAreEmpty()
    {
        LabelMap prediction = SmallImages.Labels(_grid, (0, 1), (1, 1), (2, 1)), truth = SmallImages.Labels(_grid, (1, 1), (2, 1), (3, 1), (4, 1));
        MaskPairMetrics gland = SegmentationEvaluator.Evaluate(prediction, truth, Set)[1], lesion = SegmentationEvaluator.Evaluate(prediction, truth, Set)[2];
        Assert.Equal((2, 1, 2, 115), (gland.TruePositives, gland.FalsePositives, gland.FalseNegatives, gland.TrueNegatives));
        Assert.Equal(4.0 / 7, gland.Dice, 12);
        Assert.Equal(0.4, gland.Jaccard, 12);
        Assert.True(double.IsNaN(lesion.Dice) && double.IsNaN(lesion.Jaccard));
    }

    [Fact]
    public void Evaluate_LeavesIgnoredVoxelsOut()
    {
        var set = new LabelSet([.. Set.All, KeyValuePair.Create("ignore", 3)]);
        MaskPairMetrics gland = SegmentationEvaluator.Evaluate(SmallImages.Labels(_grid, (0, 1), (1, 1)), SmallImages.Labels(_grid, (0, 1), (1, 3)), set)[1];
        Assert.Equal(1, gland.Dice);
    }

    [Fact]
    public void Run_EveryCaseHasItsRow_MeansAndFiles()
    {
        Save("pred", "a", (0, 1), (1, 1));
        Save("truth", "a", (0, 1), (1, 1));
        Save("pred", "b", (0, 1), (5, 2), (60, 2));
        Save("truth", "b", (0, 1), (1, 1), (5, 2));
        Save("pred", "extra", (0, 1));
        Save("truth", "missing", (0, 1));
        VolumeFile.WriteLabelMap(SmallImages.Labels(SmallImages.Grid(7), (0, 1)), _folder.File("pred", "other.nii.gz"));
        Save("truth", "other", (0, 1));
        EvaluationResult result = SegmentationEvaluator.Run(_folder.File("pred"), _folder.File("truth"), Set);
        Assert.Equal(["a", "b", "extra", "missing", "other"], result.Cases.Select(c => c.Id));
        Assert.Equal(
            [null, null, SegmentationEvaluator.ReferenceMissing, SegmentationEvaluator.PredictionMissing, ProblemCodes.GeometryMismatch],
            result.Cases.Select(c => c.Labels.Succeeded ? null : c.Labels.Problem.Code));
        Assert.Equal((1 + 2.0 / 3) / 2, result.Mean(1, m => m.Dice), 12);
        Assert.Equal(2.0 / 3, result.Mean(2, m => m.Dice), 12);
        Assert.Equal(((1 + 2.0 / 3) / 2 + 2.0 / 3) / 2, result.ForegroundMean(m => m.Dice), 12);

        EvaluationWriter.Write(_folder.File("out"), result, "Dataset001_X", new Dictionary<string, string> { ["b"] = "patient" });
        JsonNode summary = JsonNode.Parse(File.ReadAllText(_folder.File("out", "summary.json")))!;
        Assert.Equal(["foreground_mean", "mean", "metric_per_case"], summary.AsObject().Select(k => k.Key));
        Assert.Equal(2.0 / 3, summary["mean"]!["2"]!["Dice"]!.GetValue<double>(), 12);
        Assert.Null(summary["metric_per_case"]![0]!["metrics"]!["2"]!["Dice"]);
        Assert.Equal(1, summary["metric_per_case"]![1]!["metrics"]!["2"]!["foci_false_positive"]!.GetValue<double>());
        Assert.NotNull(summary["metric_per_case"]![4]!["problem"]);
        TextTable cases = TextTable.Read(_folder.File("out", "cases.csv"));
        Assert.Equal(["PatientID", "dataset", "center", "case_id"], cases.Header.Take(4));
        Assert.Equal(["Status", "Message"], cases.Header.TakeLast(2));
        Assert.Equal("patient", cases[1, "PatientID"]);
        Assert.Equal("NaN", cases[2, "lesion_dice"]);
        Assert.Equal(10, TextTable.Read(_folder.File("out", "evaluation.csv")).RowCount);
    }

    [Fact]
    public void Reference_TheForegroundMeanIsNaN_WhenALabelIsNeverSeen()
    {
        Save("pred", "a", (0, 1));
        Save("truth", "a", (0, 1));
        EvaluationResult sound = SegmentationEvaluator.Run(_folder.File("pred"), _folder.File("truth"), Set);
        EvaluationResult reference = SegmentationEvaluator.Run(_folder.File("pred"), _folder.File("truth"), Set, new EvaluationOptions { Mode = AnalysisMode.Reference });
        Assert.Equal(1, sound.ForegroundMean(m => m.Dice));
        Assert.Equal([2], sound.LabelsNeverSeen);
        Assert.True(double.IsNaN(reference.ForegroundMean(m => m.Dice)));
        EvaluationWriter.Write(_folder.File("out"), reference);
        JsonObject mean = JsonNode.Parse(File.ReadAllText(_folder.File("out", "summary.json")))!["mean"]!["1"]!.AsObject();
        Assert.Equal(["Dice", "FN", "FP", "IoU", "TN", "TP", "n_pred", "n_ref"], mean.Select(k => k.Key));
    }

    private void Save(string folder, string id, params (int, int)[] labels) => VolumeFile.WriteLabelMap(SmallImages.Labels(_grid, labels), _folder.File(folder, id + ".nii.gz"));
}
