using System.Text.Json;
using Thca.Core.Randomness;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Evaluation;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.HoverNet.Training;
using Thca.Testing;
using Thca.Torch.Weights;

namespace Thca.Pathology.HoverNet.Tests.Evaluation;

public class HoverNetEvaluatorTests
{
    private static readonly NucleusSample Crowded = PhantomSamples.Make(1, 492, "crowded", density: 0.0016)[0];

    [Fact]
    public void Compare_TrueMapsOfACrowdedTile_AreNearlyPerfect_AndNpAloneIsClearlyWorse()
    {
        NucleusMaps maps = TrueMaps(Crowded);
        EvaluatedSample result = HoverNetEvaluator.Compare(Crowded, maps);
        Assert.Equal(1, result.PixelDice, 1e-3);
        Assert.True(result.Scores.PanopticQuality >= 0.95, $"PQ {result.Scores.PanopticQuality}, {result.Scores.PredictedCount} of {result.Scores.TrueCount}");
        Assert.Equal(1, result.Counts.TypeAccuracy, 1e-12);
        var parts = new byte[maps.Probability.Length];
        for (int i = 0; i < parts.Length; i++) parts[i] = maps.Probability[i] > 0 ? (byte)1 : (byte)0;
        InstanceMap blobs = ConnectedParts.Of(492, 492, Array.ConvertAll(parts, p => (int)p));
        double baseline = Thca.Pathology.HoverNet.Metrics.SegmentationMetrics.Score(InstanceMap.Renumbered(492, 492, Crowded.Instances), blobs).PanopticQuality;
        Assert.True(baseline < 0.6 * result.Scores.PanopticQuality, $"baseline {baseline}");
        TestContext.Current.TestOutputHelper?.WriteLine($"PQ {result.Scores.PanopticQuality:F3}, {result.Scores.PredictedCount} of {result.Scores.TrueCount}, connected components {baseline:F3}");
    }

    [Fact]
    public void Of_SeveralSamples_GivesIntervalsFromGroups_AndSaysWhatIsUndefined()
    {
        EvaluatedSample good = HoverNetEvaluator.Compare(Crowded, TrueMaps(Crowded));
        NucleusSample blank = Crowded with { Name = "blank", Group = "blank", Instances = new int[492 * 492], Types = new byte[492 * 492] };
        EvaluatedSample nothing = HoverNetEvaluator.Compare(blank, new NucleusMaps(492, 492)), missed = HoverNetEvaluator.Compare(Crowded with { Group = "missed" }, new NucleusMaps(492, 492));
        IReadOnlyList<MetricValue> metrics = EvaluationSummary.Of([good, nothing, missed], RandomSeed.Default, 200);
        MetricValue quality = metrics.Single(m => m.Name == "bpq");
        Assert.Equal((2, 1), (quality.Defined, quality.Undefined));
        Assert.Equal(good.Scores.PanopticQuality / 2, quality.Value, 1e-12);
        Assert.Equal(0, quality.Lower);
        Assert.Equal(good.Scores.PanopticQuality, quality.Upper, 1e-12);
        using var folder = new TemporaryFolder();
        using HoverNetwork network = HoverNetwork.Create(new HoverNetPlan { WidthDivisor = 8 });
        EvaluationSummary.Save(folder.File("metrics.json"), metrics, [good, nothing, missed], HoverNetWeights.Of(network));
        JsonElement json = JsonDocument.Parse(File.ReadAllBytes(folder.File("metrics.json"))).RootElement;
        Assert.Equal("thca-nuclei-metrics/1", json.GetProperty("schema").GetString());
        Assert.Equal(1, json.GetProperty("metrics").GetProperty("bpq").GetProperty("undefined").GetInt32());
        Assert.Contains("PanNuke", json.GetProperty("weights").GetProperty("licence").GetString(), StringComparison.Ordinal);
        Assert.True(double.IsNaN(EvaluationSummary.Of([good], RandomSeed.Default).Single(m => m.Name == "bpq").Lower));
    }

    internal static NucleusMaps TrueMaps(NucleusSample sample)
    {
        int width = sample.Image.Width;
        HoverNetTargets targets = HoverNetTargets.Make(width, sample.Image.Height, sample.Instances, sample.Types, width);
        var maps = new NucleusMaps(width, sample.Image.Height);
        for (int i = 0; i < maps.Types.Length; i++) (maps.Probability[i], maps.Types[i]) = (targets.Nuclei[i], targets.Types[i]);
        targets.Horizontal.CopyTo(maps.Horizontal, 0);
        targets.Vertical.CopyTo(maps.Vertical, 0);
        return maps;
    }
}
