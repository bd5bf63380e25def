using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Pathology.Tests.Slides;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Tissue;

public sealed class TissueDetectorTests : IDisposable
{
    private static readonly Lazy<(HistologyTile Tile, ISlideReader Slide)> Islands = new(() =>
    {
        var options = new HistologyOptions
        {
            Width = 2048, Height = 2048, Density = 0.0004,
            Islands = [new HistologyIsland(0.4, 0.35, 0.28, 0.25), new HistologyIsland(0.75, 0.95, 0.2, 0.2)],
            Pen = [new PenStroke(0.1, 0.05, 0.1, 0.95, 60)],
        };
        HistologyTile tile = new HistologyPhantom(options, new RandomSeed(42)).Render();
        return (tile, new MemorySlide(tile.Image, 0.25));
    });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Islands_AreFound_PenAndGlassAreNot()
    {
        (HistologyTile tile, ISlideReader slide) = Islands.Value;
        TissueMask mask = TissueDetector.Detect(slide).Value;
        Assert.Equal(2, mask.Regions.Count);
        Assert.True(mask.Regions[0].AreaMm2 > mask.Regions[1].AreaMm2);
        Assert.Equal(mask.AreaMm2, mask.Regions.Sum(r => r.AreaMm2), 9);
        Assert.Equal(2048, mask.Regions[1].Box.Y1);
        int tissue = 0, found = 0, false_ = 0;
        for (int y = 8; y < 2048; y += 16)
            for (int x = 8; x < 2048; x += 16)
            {
                bool truth = tile.Tissue[y * 2048 + x], here = mask.RegionAtMicrometres(x * 0.25, y * 0.25) > 0;
                if (truth) tissue++;
                if (truth && here) found++;
                if (here && x < 0.1 * 2048 + 22) false_++;
            }

        Assert.True(found >= 0.96 * tissue, $"{found} of {tissue}");
        Assert.Equal(0, false_);
        Assert.False(mask.BlurredFraction > 0.01);
    }

    [Fact]
    public void PenKept_IsTissue_WhenAskedFor()
    {
        TissueMask mask = TissueDetector.Detect(Islands.Value.Slide, new TissueOptions { RemovePen = false, CheckFocus = false }).Value;
        Assert.True(mask.RegionAtMicrometres(0.1 * 512, 256) > 0);
        Assert.True(double.IsNaN(mask.BlurredFraction));
    }

    [Fact]
    public void ResolutionOfTheScan_DoesNotMatter()
    {
        (HistologyTile tile, _) = Islands.Value;
        TissueMask fine = TissueDetector.Detect(new MemorySlide(tile.Image, 0.25)).Value;
        TissueMask coarse = TissueDetector.Detect(new MemorySlide(ImageScaling.Resize(tile.Image, 1024, 1024), 0.5)).Value;
        Assert.Equal(fine.AreaMm2, coarse.AreaMm2, 0.01 * fine.AreaMm2);
    }

    [Theory]
    [InlineData("a", 0.8, 0.8)]
    [InlineData("b", 1.2, 1.2)]
    [InlineData("c", 1, 1)]
    [InlineData("d", 0.7, 1)]
    [InlineData("e", 1, 0.75)]
    public void SlidesThatAreTissueAllOver_AreTissueAllOver(string item, double haematoxylin, double eosin)
    {
        var options = new HistologyOptions { Density = 0.0009, HaematoxylinStrength = haematoxylin, EosinStrength = eosin };
        HistologyTile tile = new HistologyPhantom(options, new RandomSeed(42), item).Render();
        TissueMask mask = TissueDetector.Detect(new MemorySlide(tile.Image, 0.25)).Value;
        double truth = tile.Tissue.Count(t => t) * 0.0625e-6;
        Assert.InRange(mask.AreaMm2, 0.85 * truth, 0.018);
    }

    [Fact]
    public void BlankSlide_IsAProblem()
    {
        Outcome<TissueMask> outcome = TissueDetector.Detect(new MemorySlide(RgbImage.White(600, 600), 0.25));
        Assert.Equal(SlideProblems.NoTissue, outcome.Problem.Code);
        Assert.NotEmpty(outcome.Problem.Remedy);
        var grey = new byte[3 * 600 * 600];
        Array.Fill(grey, (byte)190);
        Assert.Equal(SlideProblems.NoTissue, TissueDetector.Detect(new MemorySlide(new RgbImage(600, 600, grey), 0.25)).Problem.Code);
    }

    [Fact]
    public void UnknownResolution_IsRefused() =>
        Assert.Equal(SlideProblems.MppUnknown, Assert.Throws<DataFormatException>(() => TissueDetector.Detect(new MemorySlide(RgbImage.White(64, 64), double.NaN))).Code);

    [Fact]
    public void Blur_IsReported_NotRemoved()
    {
        RgbImage sharp = new HistologyPhantom(new HistologyOptions { Width = 1024, Height = 1024, Gaps = false }, new RandomSeed(42)).Render().Image;
        RgbImage soft = ImageScaling.Resize(ImageScaling.Resize(sharp, 24, 24), 1024, 1024);
        Assert.Equal(0, TissueDetector.Detect(new MemorySlide(sharp, 0.25)).Value.BlurredFraction);
        Assert.Equal(1, TissueDetector.Detect(new MemorySlide(soft, 0.25)).Value.BlurredFraction);
    }

    [Fact]
    public void Roi_LimitsTheTissue()
    {
        string path = _folder.File("roi.geojson");
        File.WriteAllText(path, """
            {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[900,0],[900,2048],[0,2048],[0,0]],[[600,600],[700,600],[700,700],[600,700],[600,600]]]}}]}
            """);
        TissueMask mask = TissueDetector.Detect(Islands.Value.Slide, new TissueOptions { CheckFocus = false }, RoiPolygons.Read(path)).Value;
        Assert.All(mask.Regions, r => Assert.True(r.Box.X1 <= 912));
        Assert.Equal(0, mask.RegionAtMicrometres(650 * 0.25, 650 * 0.25));
        Assert.True(mask.RegionAtMicrometres(800 * 0.25, 650 * 0.25) > 0);
        File.WriteAllText(path, """{"type":"FeatureCollection","features":[]}""");
        Assert.Throws<DataFormatException>(() => RoiPolygons.Read(path));
        File.WriteAllText(path, "not json");
        Assert.Throws<DataFormatException>(() => RoiPolygons.Read(path));
    }

    [Fact]
    public void Threads_DoNotMatter()
    {
        ISlideReader slide = Islands.Value.Slide;
        var options = new TissueOptions { CheckFocus = false };
        Assert.Equal(
            TissueDetector.Detect(slide, options, compute: Core.Compute.ComputeOptions.SingleThread).Value.Labels.ToArray(),
            TissueDetector.Detect(slide, options).Value.Labels.ToArray());
    }

    [Fact]
    public void Files_ComeBackAsTheyWere_AndOnlyForTheSameSlide()
    {
        ISlideReader slide = Islands.Value.Slide;
        TissueMask mask = TissueDetector.Detect(slide, new TissueOptions { CheckFocus = false }).Value;
        ContentHash identity = ContentHash.Of("slide");
        TissueFile.Write(_folder.FullName, mask, slide.Properties, identity, new TissueOptions());
        TissueMask read = TissueFile.Read(_folder.FullName, identity)!;
        Assert.Equal(mask.Labels.ToArray(), read.Labels.ToArray());
        Assert.Equal(mask.Regions, read.Regions);
        Assert.Equal((mask.MppX, mask.Threshold), (read.MppX, read.Threshold));
        Assert.Null(TissueFile.Read(_folder.FullName, ContentHash.Of("other")));
        Assert.Null(TissueFile.Read(_folder.File("nowhere"), identity));
        File.WriteAllText(_folder.File(TissueFile.RecordName), "{");
        Assert.Throws<DataFormatException>(() => TissueFile.Read(_folder.FullName, identity));
    }

    [Fact]
    public void Cancellation_Stops() =>
        Assert.Throws<OperationCanceledException>(() => TissueDetector.Detect(Islands.Value.Slide, ct: new CancellationToken(true)));

    [Fact]
    public void Options_AreChecked() =>
        Assert.Equal(2, Assert.Throws<OptionsException>(() => new TissueOptions { Mpp = 0, ClosingRadius = -1 }.Validate()).Problems.Count);
}
