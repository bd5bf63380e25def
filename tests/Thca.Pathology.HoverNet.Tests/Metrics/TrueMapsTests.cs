using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Metrics;
using Thca.Pathology.HoverNet.Training;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.HoverNet.Tests.Metrics;

/// <summary>What post-processing makes of perfect maps of a crowded tile, and what would be lost without the distance maps.</summary>
public sealed class TrueMapsTests
{
    private const int Side = 492;

    [Fact]
    public void Segment_TrueMapsOfACrowdedTile_RecoverNucleiAndTypes()
    {
        (InstanceMap truth, byte[] types, NucleusMaps maps) = Crowded();
        InstanceMap found = NucleusSegmentation.Segment(maps);
        SegmentationScores scores = SegmentationMetrics.Score(truth, found);
        TestContext.Current.SendDiagnosticMessage("{0} nuclei, {1} found: {2}", truth.Count, found.Count, scores);
        Assert.True(truth.Count > 250, $"{truth.Count} nuclei are not crowded");
        Close.To(1, scores.Dice, 0.005);
        Assert.True(scores.PanopticQuality >= 0.95, $"PQ {scores.PanopticQuality}");
        int wrong = InstanceTable.Describe(found, types).Count(n => n.Type != Majority(truth, types, n));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void ConnectedPartsOfTheSameMask_AreClearlyWorse()
    {
        (InstanceMap truth, _, NucleusMaps maps) = Crowded();
        InstanceMap parts = ConnectedParts.Of(Side, Side, Array.ConvertAll(maps.Probability, p => p > 0.5f ? 1 : 0));
        SegmentationScores joined = SegmentationMetrics.Score(truth, parts), separated = SegmentationMetrics.Score(truth, NucleusSegmentation.Segment(maps));
        TestContext.Current.SendDiagnosticMessage("connected parts: {0}", joined);
        Assert.True(joined.PanopticQuality < 0.7 * separated.PanopticQuality, $"{joined.PanopticQuality} against {separated.PanopticQuality}");
    }

    /// <summary>A tile at the highest density, with the maps a perfect network would give.</summary>
    private static (InstanceMap Truth, byte[] Types, NucleusMaps Maps) Crowded()
    {
        HistologyTile tile = new HistologyPhantom(new HistologyOptions { Width = Side, Height = Side, Density = 0.0016, Gaps = false }, RandomSeed.Default, "crowded").Render();
        int[] instances = [.. tile.Instances];
        byte[] types = [.. tile.Types];
        HoverNetTargets targets = HoverNetTargets.Make(Side, Side, instances, types, Side);
        var maps = new NucleusMaps(Side, Side);
        for (int i = 0; i < types.Length; i++) (maps.Probability[i], maps.Horizontal[i], maps.Vertical[i], maps.Types[i]) = (targets.Nuclei[i], targets.Horizontal[i], targets.Vertical[i], types[i]);
        return (InstanceMap.Renumbered(Side, Side, instances), types, maps);
    }

    /// <summary>Type of the true nucleus under the centre of mass of a found one.</summary>
    private static NucleusType Majority(InstanceMap truth, byte[] types, Nucleus found)
    {
        int x = (int)Math.Round(found.CentroidX), y = (int)Math.Round(found.CentroidY), at = y * truth.Width + x;
        return truth.Labels[at] > 0 ? (NucleusType)types[at] : found.Type;
    }
}
