using Thca.Core.Histology;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;

namespace Thca.Pathology.Tests.Heterogeneity;

public class SpatialStatisticsTests
{
    private static readonly HeterogeneityOptions Options = new() { Envelopes = 39 };

    [Fact]
    public void RegularGrid_IsTwiceAsSpacedAsRandom()
    {
        IReadOnlyList<HeterogeneityValue> rows = SpatialStatistics.Analyze(Grid(40, 20, _ => NucleusType.NeoplasticEpithelial), Options);
        Assert.Equal(20, rows.Row("tumour_spatial_nn_mean_um").Value);
        Assert.Equal(2, rows.Row("tumour_spatial_clark_evans").Value, 1e-9);
        HeterogeneityValue ripley = rows.Row("tumour_spatial_ripley_l_25um");
        Assert.True(ripley.Value < ripley.Lower, "more regular than random");
        Assert.Equal(HeterogeneityProblems.TooFewNuclei, rows.Row("inflammatory_spatial_ripley_l_25um").Reason);
    }

    [Fact]
    public void CompleteRandomness_IsWhatItIsComparedWith()
    {
        IReadOnlyList<HeterogeneityValue> rows = SpatialStatistics.Analyze(SlideSamples.Random(4000, 1200), Options);
        Assert.Equal(1, rows.Row("tumour_spatial_clark_evans").Value, 0.06);
        foreach (string column in (string[])["tumour_spatial_ripley_l_50um", "tumour_spatial_ripley_l_100um", "inflammatory_spatial_ripley_l_50um", "tumour_inflammatory_spatial_cross_l_50um"])
        {
            Assert.InRange(rows.Row(column).Value, -2.5, 2.5);
            Assert.True(rows.Row(column).Lower < 0 && rows.Row(column).Upper > 0, column);
        }
    }

    // Half of the slide is tissue; a correction that ignored it would find nuclei twice as clustered as they are.
    [Fact]
    public void Randomness_InsideAnIrregularMask_IsNotTakenForClustering()
    {
        SlideNuclei whole = SlideSamples.Random(8000, 1280);
        bool[] inside = [.. Enumerable.Range(0, 128 * 128).Select(i => (i % 128 + i / 128) % 64 < 32)];
        var mask = new TissueRaster(128, 128, 10, inside);
        int[] kept = [.. Enumerable.Range(0, whole.Count).Where(i => mask.Contains(whole.X[i], whole.Y[i]))];
        SlideNuclei slide = SlideSamples.Of("m", [.. kept.Select(i => whole.X[i])], [.. kept.Select(i => whole.Y[i])], [.. kept.Select(i => whole.Types[i])], mask);
        IReadOnlyList<HeterogeneityValue> rows = SpatialStatistics.Analyze(slide, Options with { Envelopes = 0 });
        Assert.InRange(rows.Row("tumour_spatial_ripley_l_100um").Value, -3, 3);
        Assert.InRange(rows.Row("tumour_inflammatory_spatial_cross_l_100um").Value, -3, 3);
        Assert.True(double.IsNaN(rows.Row("tumour_spatial_ripley_l_100um").Lower));
    }

    [Fact]
    public void Checkerboard_OfTypes_MixesFinelyOrNotAtAll()
    {
        // Types by turns within squares of 250 um, then by whole squares.
        IReadOnlyList<HeterogeneityValue> mixed = SpatialStatistics.Analyze(Grid(50, 20, p => (p.X + p.Y) % 2 == 0 ? NucleusType.NeoplasticEpithelial : NucleusType.Inflammatory), Options with { Envelopes = 0 });
        IReadOnlyList<HeterogeneityValue> apart = SpatialStatistics.Analyze(Grid(48, 20, p => ((int)((p.X * 20 + 10) / 250.0) + (int)((p.Y * 20 + 10) / 250.0)) % 2 == 0 ? NucleusType.NeoplasticEpithelial : NucleusType.Inflammatory), Options with { Envelopes = 0 });
        Assert.Equal(1, mixed.Row("tumour_inflammatory_spatial_morisita_horn").Value, 0.01);
        Assert.Equal(0, apart.Row("tumour_inflammatory_spatial_morisita_horn").Value, 1e-12);
        Assert.Equal(1, mixed.Row("all_spatial_square_entropy_mean").Value, 0.01);
        Assert.Equal(0, apart.Row("all_spatial_square_entropy_mean").Value, 1e-12);
        Assert.Equal(1, mixed.Row("tumour_inflammatory_spatial_g_cross_20um").Value);
        Assert.True(apart.Row("tumour_inflammatory_spatial_g_cross_20um").Value < 0.4);
    }

    [Fact]
    public void Interface_OfTwoHalves_IsTheirCommonBorder()
    {
        // 1000 um wide: left half tumour, right half stroma; the border is 1 mm in 1 mm².
        IReadOnlyList<HeterogeneityValue> rows = SpatialStatistics.Analyze(Grid(50, 20, p => p.X < 25 ? NucleusType.NeoplasticEpithelial : NucleusType.Connective), Options with { Envelopes = 0 });
        Assert.Equal(1, rows.Row("tumour_connective_spatial_interface_mm_per_mm2").Value, 1e-9);
    }

    [Fact]
    public void InflammatoryNearTumour_IsADensity()
    {
        IReadOnlyList<HeterogeneityValue> rows = SpatialStatistics.Analyze(Grid(50, 20, p => (p.X + p.Y) % 2 == 0 ? NucleusType.NeoplasticEpithelial : NucleusType.Inflammatory), Options with { Envelopes = 0 });
        Assert.Equal(1250, rows.Row("tumour_inflammatory_spatial_inflammatory_near_tumour_mm2").Value, 20.0);
    }

    [Fact]
    public void NoTissue_IsSaid()
    {
        SlideNuclei slide = SlideSamples.Random(500, 500) with { Tissue = new TissueRaster(2, 2, 8, new bool[4]) };
        Assert.Equal(HeterogeneityProblems.NoTissue, SpatialStatistics.Analyze(slide, Options).Row("tumour_spatial_clark_evans").Reason);
    }

    private static SlideNuclei Grid(int side, double step, Func<(int X, int Y), NucleusType> type)
    {
        (int X, int Y)[] places = [.. Enumerable.Range(0, side * side).Select(i => (i % side, i / side))];
        return SlideSamples.Of(
            "grid", [.. places.Select(p => step * p.X + step / 2)], [.. places.Select(p => step * p.Y + step / 2)], [.. places.Select(type)], TissueRaster.Full(side * step, side * step, 5));
    }
}
