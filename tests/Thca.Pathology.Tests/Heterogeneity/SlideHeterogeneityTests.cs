using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;

namespace Thca.Pathology.Tests.Heterogeneity;

public class SlideHeterogeneityTests
{
    private static readonly HeterogeneityOptions Quick = new() { BootstrapReplicates = 100, MoranPermutations = 99, Envelopes = 19 };

    [Fact]
    public void Analyze_AlwaysGivesTheSameRows()
    {
        string[] full = [.. SlideHeterogeneity.Analyze(SlideSamples.Random(600, 1500), null, Quick).Select(r => r.Column)];
        Assert.Equal(full, SlideHeterogeneity.Analyze(SlideSamples.Random(0, 100), null, Quick).Select(r => r.Column));
        Assert.Equal(full.Length, full.Distinct().Count());
        Assert.Contains("tumour_size_cv", full);
        Assert.Contains("epithelial_bend_moran_p", full);
        Assert.Contains("tumour_ith_pca_volume", full);
        Assert.Contains("tumour_composition_density_mm2", full);
        Assert.Contains("tumour_inflammatory_spatial_morisita_horn", full);
    }

    [Fact]
    public void Analyze_EveryNaN_HasItsReason_AndTheRestNone() => Assert.All(
        SlideHeterogeneity.Analyze(SlideSamples.Random(300, 800), null, Quick), r => Assert.Equal(double.IsNaN(r.Value), r.Reason.Length > 0));

    [Fact]
    public void Analyze_Twice_IsIdentical() => Assert.Equal(
        SlideHeterogeneity.Analyze(SlideSamples.Random(600, 1500), null, Quick), SlideHeterogeneity.Analyze(SlideSamples.Random(600, 1500), null, Quick));

    [Fact]
    public void WithoutBins_EntropyAndVolumeSayWhy()
    {
        IReadOnlyList<HeterogeneityValue> rows = SlideHeterogeneity.Analyze(SlideSamples.Random(600, 1500), null, Quick);
        Assert.Equal(HeterogeneityProblems.NoCohortBins, rows.Row("tumour_size_entropy").Reason);
        Assert.Equal(HeterogeneityProblems.NoCohortBins, rows.Row("tumour_ith_pca_volume").Reason);
        Assert.Equal(HeterogeneityProblems.CanChangeSign, rows.Row("tumour_bend_cv").Reason);
        Assert.Equal(HeterogeneityProblems.TooFewNuclei, rows.Row("dead_size_sd").Reason);
        Assert.Equal(0, rows.Row("dead_size_n").Value);
    }

    // 16 nuclei of one size 0 in one square: no ratio, no graph of differences, no second square.
    [Fact]
    public void ConstantFeatureInOneSquare_SaysWhatIsMissing()
    {
        double[] x = [.. Enumerable.Range(0, 16).Select(i => 10.0 * (i % 4))], y = [.. Enumerable.Range(0, 16).Select(i => 10.0 * (i / 4))];
        NucleusType[] types = [.. Enumerable.Repeat(NucleusType.NeoplasticEpithelial, 16)];
        IReadOnlyList<HeterogeneityValue> rows = SlideHeterogeneity.Analyze(SlideSamples.Of("S", x, y, types, TissueRaster.Full(40, 40), new double[16]), null, Quick with { FewestNuclei = 10 });
        Assert.All((string[])["cv", "qcd", "gini"], s => Assert.Equal(HeterogeneityProblems.DivisorZero, rows.Row($"tumour_size_{s}").Reason));
        Assert.All((string[])["skew", "bimodality", "moran", "moran_z", "moran_p"], s => Assert.Equal(HeterogeneityProblems.Constant, rows.Row($"tumour_size_{s}").Reason));
        Assert.Equal(HeterogeneityProblems.TooFewSquares, rows.Row("tumour_size_patch_between").Reason);
        Assert.Equal((16.0, 0.0, 0.0), (rows.Row("tumour_size_n").Value, rows.Row("tumour_size_mean").Value, rows.Row("tumour_size_sd").Value));
    }

    [Fact]
    public void MoreSpread_IsMoreHeterogeneity_InEveryMeasureOfIt()
    {
        SlideNuclei even = SlideSamples.Random(3000, 2000, "even", 0.1), diverse = SlideSamples.Random(3000, 2000, "diverse", 0.4);
        CohortBins bins = SlideSamples.Bins(even, diverse);
        IReadOnlyList<HeterogeneityValue> low = SlideHeterogeneity.Analyze(even, bins, Quick), high = SlideHeterogeneity.Analyze(diverse, bins, Quick);
        foreach (string statistic in (string[])["sd", "cv", "iqr", "qcd", "mad", "range90", "range", "entropy", "gini"])
            Assert.True(high.Row($"tumour_size_{statistic}").Value > low.Row($"tumour_size_{statistic}").Value, statistic);
        Assert.True(high.Row("tumour_ith_pca_volume").Value > low.Row("tumour_ith_pca_volume").Value + 2);
        Assert.True(high.Row("tumour_ith_mean_distance").Value > low.Row("tumour_ith_mean_distance").Value);
    }

    [Fact]
    public void PlaceDependentFeature_HasMoranAndPatchShare_RandomFeatureHasNot()
    {
        SlideNuclei slide = SlideSamples.Random(3000, 2000);
        double[] trend = [.. slide.X.Select(x => 1 + x / 2000)];
        IReadOnlyList<HeterogeneityValue> rows = SlideHeterogeneity.Analyze(slide with { Values = [trend, slide.Values[1], slide.Values[2]] }, null, Quick);
        Assert.True(rows.Row("tumour_size_moran").Value > 0.9);
        Assert.Equal(0.01, rows.Row("tumour_size_moran_p").Value, 1e-12);
        Assert.True(rows.Row("tumour_size_moran_z").Value > 20);
        Assert.True(rows.Row("tumour_size_patch_between").Value > 0.95);
        Assert.InRange(rows.Row("tumour_bend_moran").Value, -0.08, 0.08);
        Assert.True(rows.Row("tumour_bend_moran_p").Value > 0.02);
        Assert.True(rows.Row("tumour_bend_patch_between").Value < 0.2);
    }

    // Four corners of a square, one neighbour each would not join them; with two neighbours the graph is the square's rim.
    [Fact]
    public void Moran_OnASquaresRim_IsKnownByHand()
    {
        var graph = new MoranGraph([0, 1, 1, 0], [0, 0, 1, 1], 2, 0, RandomSeed.Default, "");
        Assert.Equal(-1, graph.Of([1, 0, 1, 0]).I, 1e-12);
        Assert.Equal(0, graph.Of([1, 1, 0, 0]).I, 1e-12);
        Assert.True(double.IsNaN(graph.Of([1, 1, 1, 1]).I));
    }

    [Fact]
    public void Intervals_OfIndependentNuclei_CoverTheTruth()
    {
        int covered = 0;
        const int Slides = 40;
        for (int s = 0; s < Slides; s++)
        {
            HeterogeneityValue sd = SlideHeterogeneity.Analyze(SlideSamples.Random(1500, 2000, "c", 0.3, s), null, Quick with { MoranPermutations = 0, Envelopes = 0, Types = [NucleusType.NeoplasticEpithelial] }).Row("tumour_bend_sd");
            covered += sd.Lower <= 0.3 && 0.3 <= sd.Upper ? 1 : 0;
        }

        Assert.InRange(covered, 33, 40);
    }

    [Fact]
    public void FewSquares_GiveNoInterval()
    {
        HeterogeneityValue row = SlideHeterogeneity.Analyze(SlideSamples.Random(400, 128), null, Quick).Row("tumour_size_sd");
        Assert.True(double.IsFinite(row.Value));
        Assert.True(double.IsNaN(row.Lower));
    }

    [Fact]
    public void Composition_IsKnownByHand()
    {
        IReadOnlyList<HeterogeneityValue> rows = SlideHeterogeneity.CompositionOf([6, 2, 2, 0, 0], 0.5);
        Assert.Equal((6.0, 12.0, 0.6), (rows.Row("tumour_composition_count").Value, rows.Row("tumour_composition_density_mm2").Value, rows.Row("tumour_composition_share").Value));
        Assert.Equal(Math.Log(6.5 / 2.5), rows.Row("tumour_inflammatory_composition_log_ratio").Value, 1e-12);
        Assert.Equal(0, rows.Where(r => r.Statistic == "clr").Sum(r => r.Value), 1e-12);
        Assert.Equal(HeterogeneityProblems.NoTissue, SlideHeterogeneity.CompositionOf([1, 0, 0, 0, 0], 0).Row("tumour_composition_density_mm2").Reason);
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        OptionsException exception = Assert.Throws<OptionsException>(() => new HeterogeneityOptions { FewestNuclei = 1, SquareSide = 0, Types = [] }.Validate());
        Assert.Equal(3, exception.Problems.Count);
    }
}
