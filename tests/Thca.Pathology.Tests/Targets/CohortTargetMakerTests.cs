using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Targets;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Targets;

public sealed class CohortTargetMakerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Target_ComesFromDevelopmentTiles_WithoutOverlap_AlikeAtAnyJobs()
    {
        SlideEntry[] slides = [Slide("P1", SlideSplit.Development), Slide("P2", SlideSplit.Development), Slide("P3", SlideSplit.External), Slide("P4", SlideSplit.Development) with { Path = _folder.File("gone.tif") }];
        var options = new TargetOptions { TileSize = 256 };
        CohortTarget one = CohortTargetMaker.Make(slides, Tissue, options, ComputeOptions.SingleThread), two = CohortTargetMaker.Make(slides, Tissue, options);
        Assert.Equal(one.Profile.MaximumConcentrations, two.Profile.MaximumConcentrations);
        Assert.Equal(one.Tiles.Select(t => (t.X, t.Y, t.Selected)), two.Tiles.Select(t => (t.X, t.Y, t.Selected)));
        Assert.DoesNotContain(one.Tiles, t => t.Patient.Value == "P3");
        Assert.Equal("P4", Assert.Single(one.Failures).Slide);
        TargetTile[] selected = [.. one.Tiles.Where(t => t.Selected)];
        Assert.All(selected, t => Assert.True(t.Quality.Passes));
        Assert.All(selected.GroupBy(t => t.Patient), g => Assert.InRange(g.Count(), 1, 2));
        foreach (TargetTile a in one.Tiles)
            Assert.DoesNotContain(one.Tiles, b => !ReferenceEquals(a, b) && a.Slide == b.Slide && Math.Abs(a.X - b.X) < 256 && Math.Abs(a.Y - b.Y) < 256);
        TargetFiles.Write(_folder.FullName, one);
        Assert.Equal(one.Tiles.Count, TextTable.Read(_folder.File("tile_quality_scores.csv")).RowCount);
        Assert.Equal(one.Profile.MaximumConcentrations, StainFile.ReadTarget(_folder.File(StainFile.TargetName)).MaximumConcentrations);
    }

    [Fact]
    public void NoTile_IsAnErrorWithTheReason()
    {
        var error = Assert.Throws<DataFormatException>(() => CohortTargetMaker.Make([Slide("P1", SlideSplit.External)], Tissue));
        Assert.Equal(SlideProblems.NoTargetTiles, error.Code);
        Assert.Contains("development", error.What, StringComparison.Ordinal);
        Assert.Throws<OptionsException>(() => CohortTargetMaker.Make([], Tissue, new TargetOptions { Tries = 0 }));
    }

    [Fact]
    public void ManyTiles_AreReducedToTheBestOfEachCluster()
    {
        RandomStream random = new RandomSeed(1).Stream("x");
        List<TargetTile> tiles = [.. Enumerable.Range(0, 60).Select(i => new TargetTile
        {
            Patient = new PatientId($"P{i / 2}"), Slide = new SlideId($"S{i}"), X = 0, Y = 0, Size = 10, Quality = Good(0.5 + 0.4 * random.NextDouble()),
            Colours = [.. Enumerable.Range(0, 96).Select(k => k % 16 == i % 16 ? 1.0 + 0.01 * random.NextDouble() : 0.0)],
        })];
        CohortTargetMaker.Choose(tiles, new TargetOptions());
        Assert.InRange(tiles.Count(t => t.Selected), 10, 16);
        Assert.Equal(tiles.Count(t => t.Selected), tiles.Where(t => t.Selected).Select(t => t.Cluster).Distinct().Count());
        foreach (IGrouping<int, TargetTile> cluster in tiles.Where(t => t.Cluster >= 0).GroupBy(t => t.Cluster))
            Assert.Equal(cluster.Max(t => t.Quality.Score), cluster.Single(t => t.Selected).Quality.Score);
    }

    [Theory]
    [InlineData(49)]
    [InlineData(221)]
    public void Gates_AreTheDocumentedOnes(double grey)
    {
        TileQuality good = Good(0.8);
        Assert.True(good.Passes);
        Assert.False((good with { MeanGrey = grey }).Passes);
        Assert.False((good with { ShareBelow200 = 0.59 }).Passes);
        Assert.False((good with { ShareBelow180 = 0.39 }).Passes);
        Assert.False((good with { GreyDeviation = 19 }).Passes);
        Assert.False((good with { EdgeShare = 0.019 }).Passes);
        Assert.False((good with { MeanRed = 99 }).Passes);
        Assert.False((good with { MeanBlue = 99 }).Passes);
        Assert.False((good with { ShareAbove240 = 0.31 }).Passes);
        Assert.False(TileQuality.Of(RgbImage.White(32, 32)).Passes);
    }

    [Fact]
    public void Canny_FindsAStepOnce()
    {
        var grey = new byte[20 * 20];
        for (int i = 0; i < grey.Length; i++) grey[i] = i % 20 < 10 ? (byte)50 : (byte)200;
        byte[] edges = CannyEdges.Find(grey, 20, 20);
        for (int y = 0; y < 20; y++) Assert.Equal(1, Enumerable.Range(0, 20).Count(x => edges[y * 20 + x] == 2));
        Assert.Equal(0.05, CannyEdges.Share(grey, 20, 20), 9);
        Assert.Equal(0, CannyEdges.Share(new byte[100], 10, 10));
    }

    private static TileQuality Good(double score) => new()
    {
        MeanGrey = 150, ShareBelow200 = 0.8, ShareBelow180 = 0.6, GreyDeviation = 30, EdgeShare = 0.05, MeanRed = 150, MeanBlue = 160, ShareAbove240 = 0.1, Score = score,
    };

    private static TissueMask Tissue(SlideEntry entry)
    {
        using var slide = entry.Open();
        return TissueDetector.Detect(slide, new TissueOptions { CheckFocus = false }).Value;
    }

    private SlideEntry Slide(string id, SlideSplit split)
    {
        string path = _folder.File(id + ".tif");
        var phantom = new HistologyPhantom(new HistologyOptions { Width = 768, Height = 768, Density = 0.0016, EosinStrength = 1.2 }, new RandomSeed(4), id);
        new PyramidTiffWriter().Write(path, 768, 768, 0.25, box => phantom.Render(box).Image);
        return new SlideEntry { Patient = new PatientId(id), Slide = new SlideId(id), Path = path, Split = split };
    }
}
