using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Oracle;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Reports;
using Thca.Pathology.Tests.Detection;
using Thca.Pathology.Tests.Slides;
using Thca.Pathology.Tests.Tissue;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Reports;

public class SlideReporterTests
{
    private const int Width = 1400, Height = 700;
    private static readonly HistologyPhantom Phantom = new(new HistologyOptions { Width = Width, Height = Height, Density = 0.0012, Gaps = false }, RandomSeed.Default, "report");
    private static readonly PhantomTruth Truth = new(Phantom);
    private static readonly RgbImage Image = Phantom.Render().Image;

    [Fact]
    public void Make_CountsPicturesAndGallery_FitTheNuclei_EachTimeAlike()
    {
        using var folder = new TemporaryFolder();
        (SlideReport report, IReadOnlyList<Nucleus> nuclei) = Report(folder.File("a"));
        Assert.Equal(nuclei.Count, report.Detection.Nuclei);
        Assert.Equal(0.35 * 0.175, report.AreaMm2, 1e-9);
        Assert.Equal(nuclei.Count(n => n.Flags.HasFlag(NucleusFlags.TouchesBorder)), report.Flags.Single(f => f.Key == "touches_border").Value);
        Assert.Equal(nuclei.Count(n => n.CentroidX < 1023.5), report.Flags.Single(f => f.Key == "out_of_focus").Value);
        Assert.Equal((800, 400), (report.Overview.Width, report.Overview.Height));
        Assert.Equal(16, report.Gallery.Count);
        Assert.Equal(NucleusTypes.Proper.Where(t => nuclei.Any(n => n.Type == t)), report.Gallery.Select(g => g.Nucleus.Type).Distinct());
        Assert.All(report.Gallery, g => Assert.Equal((128, 128), (g.Picture.Width, g.Picture.Height)));

        // The outline is drawn where the nucleus is: in the middle of its picture, in its class's colour.
        GalleryNucleus shown = report.Gallery[0];
        (byte Red, byte Green, byte Blue) colour = NucleusTypes.Color(shown.Nucleus.Type);
        int[] coloured = [.. Enumerable.Range(0, 128 * 128).Where(i => (shown.Picture.Pixels[3 * i], shown.Picture.Pixels[3 * i + 1], shown.Picture.Pixels[3 * i + 2]) == colour)];
        Assert.Equal(64, coloured.Average(i => i % 128), 6.0);
        Assert.Equal(64, coloured.Average(i => i / 128), 6.0);

        SlideReportFile.Write(folder.File("one.json"), report);
        SlideReportFile.Write(folder.File("two.json"), Report(folder.File("b")).Report);
        Assert.Equal(File.ReadAllBytes(folder.File("one.json")), File.ReadAllBytes(folder.File("two.json")));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder.File("one.json")));
        Assert.Equal("thca-slide-report/1", json.RootElement.GetProperty("schema").GetString());
        JsonElement cells = json.RootElement.GetProperty("density").GetProperty("cells");
        Assert.Equal((4, 7), (cells.GetArrayLength(), cells[0].GetArrayLength()));
        Assert.Equal(nuclei.Count / report.AreaMm2, json.RootElement.GetProperty("types").EnumerateArray().Sum(t => t.GetProperty("per_mm2").GetDouble()), 1e-6);
    }

    [Fact]
    public void Make_NothingFound_HasAnEmptyGallery()
    {
        using var folder = new TemporaryFolder();
        SlideToDetect slide = Slide() with { Open = () => new BlankSlide(Width, Height), Tissue = null };
        SlideDetectionResult result = new SlideDetector(new OracleDetector(new NoNuclei()), Oracle.Description).Run(slide, folder.FullName);
        SlideReport report = SlideReporter.Make(slide, Oracle.Description, result, RandomSeed.Default);
        Assert.Empty(report.Gallery);
        Assert.All(report.Density.Sorted(), d => Assert.Equal(0, d));
    }

    [Fact]
    public void Gallery_IsDrawnEvenlyFromTheWholeStream()
    {
        var hits = new int[4];
        for (int seed = 0; seed < 400; seed++)
        {
            var sampler = new GallerySampler(new RandomSeed(seed), new SlideId("s"), 4);
            for (int i = 0; i < 400; i++) sampler.Add(Nuclei.Samples.Square(i, i < 390 ? NucleusType.Inflammatory : NucleusType.Dead, 10, 10, 5));
            IReadOnlyList<Nucleus> drawn = sampler.Draw();
            Assert.Equal([NucleusType.Inflammatory, NucleusType.Inflammatory, NucleusType.Dead, NucleusType.Dead], drawn.Select(n => n.Type));
            foreach (Nucleus n in drawn.Take(2)) hits[n.Id * 4 / 390]++;
        }

        Assert.All(hits, h => Assert.InRange(h, 150, 250));
    }

    private static OracleDetector Oracle => new(Truth);

    private static SlideToDetect Slide() => new()
    {
        Slide = new SlideId("s1"), Open = () => new MemorySlide(Image, 0.25), Identity = "test",
        Tissue = FocusMapTests.With(TissueMask.Everything(Width, Height, 0.25), new FocusMap(["bs"])),
    };

    private static (SlideReport Report, IReadOnlyList<Nucleus> Nuclei) Report(string folder)
    {
        SlideDetectionResult result = new SlideDetector(Oracle, Oracle.Description).Run(Slide(), folder);
        return (SlideReporter.Make(Slide(), Oracle.Description, result, RandomSeed.Default), NucleusTableReader.ReadAll(result.NucleiPath).Nuclei);
    }

    private sealed class NoNuclei : INucleusTruth
    {
        public string Identity => "none";

        public TruthPatch Read(SlideId slide, long x, long y, int width, int height, CancellationToken ct = default) => new(new int[width * height], new byte[width * height]);
    }
}
