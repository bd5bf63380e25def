using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Pathology.Slides;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Pathology;

/// <summary><c>thca pathology tissue</c> and <c>normalize</c> as a user runs them.</summary>
public sealed class SlideCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tissue_OneBadSlideOfTwo_KeepsItsRow_ExitCode3()
    {
        Slide("good.tif", 0.25);
        File.WriteAllBytes(_folder.File("bad.tif"), File.ReadAllBytes(_folder.File("good.tif"))[..30_000]);
        File.WriteAllText(_folder.File("slides.csv"), "PatientID,SlideID,Path,Split\n001,S1,good.tif,development\n002,S2,bad.tif,external\n");
        ThcaRun run = ThcaRun.Of("pathology", "tissue", "--slides", _folder.File("slides.csv"), "--out", _folder.File("ws"), "--progress", "none").Expect(3);
        TextTable table = TextTable.Read(_folder.File("ws", "tissue.csv"));
        Assert.Equal(("001", "ok", "FILE_TRUNCATED"), (table[0, "PatientID"], table[0, "Status"], table[1, "Status"]));
        Assert.True(table.Number(0, "TissueMm2") > 0.01);
        Assert.StartsWith("thca: S2: FILE_TRUNCATED: bad.tif ends too early", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("ws", "S1", "tissue.png")) && File.Exists(_folder.File("ws", "S1", "tissue.json")));
    }

    [Fact]
    public void Tissue_UnknownResolution_SaysWhatToPass()
    {
        FlatImageFile.WritePng(_folder.File("tile.png"), Phantom("tile").Render().Image);
        ThcaRun run = ThcaRun.Of("pathology", "tissue", "--slide", _folder.File("tile.png"), "--out", _folder.File("ws"), "--progress", "none").Expect(1);
        Assert.Contains("MPP_UNKNOWN", run.Error, StringComparison.Ordinal);
        Assert.Contains("--mpp", run.Error, StringComparison.Ordinal);
        ThcaRun.Of("pathology", "tissue", "--slide", _folder.File("tile.png"), "--mpp", "0.25", "--id", "P7", "--out", _folder.File("ws")).Expect(0);
        Assert.Equal("P7", TextTable.Read(_folder.File("ws", "tissue.csv"))[0, "PatientID"]);
    }

    [Fact]
    public void Tissue_BlankSlide_NoTissue()
    {
        new PyramidTiffWriter().Write(_folder.File("blank.tif"), 600, 600, 0.25, box => Core.Histology.RgbImage.White(box.Width, box.Height));
        Assert.Contains("NO_TISSUE", ThcaRun.Of("pathology", "tissue", "--slide", _folder.File("blank.tif"), "--out", _folder.File("ws")).Expect(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_FlatImages_EveryMethod()
    {
        FlatImageFile.WritePng(_folder.File("a.png"), Phantom("a", 5, 0.8).Render().Image);
        FlatImageFile.WritePng(_folder.File("b.png"), Phantom("b", -5, 1.2).Render().Image);
        foreach (string method in new[] { "macenko", "reinhard", "vahadane", "ruifrok" })
        {
            ThcaRun.Of("pathology", "normalize", "--source", _folder.File("a.png"), "--target", _folder.File("b.png"), "--method", method, "--out", _folder.File(method + ".png")).Expect(0);
            Assert.Equal(512, FlatImageFile.Read(_folder.File(method + ".png")).Width);
            Assert.True(File.Exists(_folder.File(method + ".provenance.json")));
        }

        ThcaRun reference = ThcaRun.Of("pathology", "normalize", "--source", _folder.File("a.png"), "--target", _folder.File("b.png"), "--mode", "reference", "--out", _folder.File("r.png")).Expect(0);
        Assert.Contains("reference mode", reference.Error, StringComparison.Ordinal);
        Assert.Contains("watermark", File.ReadAllText(_folder.File("r.provenance.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_RealTiles_WithinOneHundredthOfTiaToolbox()
    {
        string source = SharedData.Path("data", "histology", "source_image.png"), target = SharedData.Path("data", "histology", "target_image.png");
        foreach (string method in new[] { "macenko", "reinhard" })
        {
            ThcaRun.Of("pathology", "normalize", "--source", source, "--target", target, "--method", method, "--out", _folder.File("c.png")).Expect(0);
            byte[] ours = FlatImageFile.Read(_folder.File("c.png")).Pixels, theirs = FlatImageFile.Read(SharedData.Path("data", "histology", $"norm_{method}.png")).Pixels;
            Assert.InRange(ours.Zip(theirs, (x, y) => Math.Abs(x - y)).Average() / 255, 0, 0.01);
        }
    }

    [Fact]
    public void Normalize_Slides_TargetThenStains_SameBytesAtAnyJobs()
    {
        Slide("p1.tif", 0.25, 4, 0.85);
        Slide("p2.tif", 0.25, -3, 1.15);
        File.WriteAllText(_folder.File("slides.csv"), "PatientID,SlideID,Path,Split\nP1,S1,p1.tif,development\nP2,S2,p2.tif,external\n");
        foreach (string jobs in new[] { "1", "2" })
        {
            string workspace = _folder.File("ws" + jobs);
            ThcaRun.Of("pathology", "normalize", "--slides", _folder.File("slides.csv"), "--make-target", "--jobs", jobs, "--out", workspace).Expect(0);
            ThcaRun.Of("pathology", "normalize", "--slides", _folder.File("slides.csv"), "--target-from", Path.Combine(workspace, "stain-target.json"), "--jobs", jobs, "--out", workspace).Expect(0);
        }

        string[] files = ["stain-target.json", "target.png", "tile_quality_scores.csv", "stains.csv", "S1/stain.json", "S2/stain.json", "S2/stain.png", "S1/tissue.json"];
        foreach (string file in files) Assert.Equal(File.ReadAllBytes(_folder.File("ws1", file)), File.ReadAllBytes(_folder.File("ws2", file)));
        TextTable stains = TextTable.Read(_folder.File("ws1", "stains.csv"));
        Assert.Equal(("ok", "ok", "Macenko"), (stains[0, "Status"], stains[1, "StainStatus"], stains[0, "Method"]));
        Assert.DoesNotContain("S2", File.ReadAllText(_folder.File("ws1", "tile_quality_scores.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_BlankImage_IsASingularStain()
    {
        FlatImageFile.WritePng(_folder.File("white.png"), Core.Histology.RgbImage.White(64, 64));
        ThcaRun run = ThcaRun.Of("pathology", "normalize", "--source", _folder.File("white.png"), "--target", _folder.File("white.png"), "--out", _folder.File("c.png")).Expect(1);
        Assert.Contains("STAIN_SINGULAR", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("pathology", "normalize", "--source", "a.png", "--out", "c.png")]
    [InlineData("pathology", "normalize", "--slides", "s.csv", "--out", "ws")]
    [InlineData("pathology", "tissue", "--out", "ws")]
    [InlineData("pathology", "tissue", "--slide", "a.png", "--mpp", "zero", "--out", "ws")]
    [InlineData("pathology", "normalize", "--source", "a.png", "--target", "b.png", "--method", "magic", "--out", "c.png")]
    public void WrongUsage_ExitCode2(params string[] arguments) => ThcaRun.In(_folder.FullName, arguments).Expect(2);

    private static HistologyPhantom Phantom(string item, double rotation = 0, double strength = 1) =>
        new(new HistologyOptions { Density = 0.0012, StainRotation = rotation, HaematoxylinStrength = strength, EosinStrength = 1.1 }, new RandomSeed(42), item);

    private void Slide(string name, double mpp, double rotation = 0, double strength = 1)
    {
        HistologyPhantom phantom = Phantom(name, rotation, strength);
        new PyramidTiffWriter().Write(_folder.File(name), 512, 512, mpp, box => phantom.Render(box).Image);
    }
}
