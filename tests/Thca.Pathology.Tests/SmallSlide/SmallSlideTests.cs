using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Oracle;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pathology.Tests.Slides;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.SmallSlide;

/// <summary>A whole run on the small slide: file, tissue, detection by the oracle, exports; and what happens to its damaged copies.</summary>
public sealed class SmallSlideTests(SmallSlideFixture slide) : IClassFixture<SmallSlideFixture>
{
    private const int Side = SmallSlide.Side;

    [Fact]
    public void Glass_IsFifteenPercent() => Assert.InRange(slide.IsTissue.Count(t => !t) / (double)slide.IsTissue.Length, 0.13, 0.17);

    [Fact]
    public void File_IsAPyramidWithResolution_AndReturnsEveryPixel()
    {
        foreach (string path in new[] { slide.Lossless, slide.Jpeg })
        {
            using ISlideReader reader = SlideFile.Open(path);
            Assert.Equal([4096, 2048, 1024, 512], reader.Properties.Levels.Take(4).Select(l => (int)l.Width));
            Close.To(0.25, reader.Properties.MppX, 1e-6);
            Close.To(0.25, reader.Properties.MppY, 1e-6);
            double error = Error(reader);
            Assert.True(path == slide.Jpeg ? error is > 0.1 and < 4 : error == 0, $"{Path.GetFileName(path)}: mean difference {error}");
        }
    }

    [Fact]
    public void BothBackEnds_GiveTheDrawnPixels_AndTheSameSmallLevels()
    {
        Assert.SkipWhen(OpenSlideLibrary.Instance is null, "OpenSlide is not installed here.");
        using ISlideReader vips = SlideFile.Open(slide.Lossless, new SlideOpenOptions { Backend = SlideBackend.Vips });
        using ISlideReader other = SlideFile.Open(slide.Lossless, new SlideOpenOptions { Backend = SlideBackend.OpenSlide });
        Assert.Equal(vips.Properties.Levels.Select(l => (l.Width, l.Height)), other.Properties.Levels.Select(l => (l.Width, l.Height)));
        Close.To(0.25, other.Properties.MppX, 1e-6);
        Assert.Equal(0, Error(other));
        for (int level = 1; level < 4; level++) Assert.Equal(vips.Read(0, 0, level, Side >> level, Side >> level).Pixels, other.Read(0, 0, level, Side >> level, Side >> level).Pixels);
    }

    [Fact]
    public void Oracle_OnTheJpegSlide_FindsIslandsAndNuclei_PenLeftOut()
    {
        (TissueMask tissue, SlideDetectionResult result, IReadOnlyList<Nucleus> nuclei) = Detect(slide.Jpeg, "jpeg");

        Assert.Equal(2, tissue.Regions.Count);
        Assert.True(tissue.Regions[0].Box.X0 < Side / 2 && tissue.Regions[0].Box.X1 > Side / 2, $"{tissue.Regions[0].Box} is not over the middle");
        Assert.Equal(Side, tissue.Regions[1].Box.X1);
        AssertTissueIsTheDrawnOne(tissue);
        Assert.Equal(1, result.Coverage, 1e-9);
        Assert.All(result.Tiles, t => Assert.True(t.IsOk));

        IReadOnlyList<NucleusTruth> truth = slide.Truth.Nuclei;
        Assert.InRange(nuclei.Count, 0.995 * truth.Count, 1.005 * truth.Count);
        Dictionary<PixelBox, NucleusTruth> known = truth.ToDictionary(n => n.Box);
        foreach (Nucleus found in nuclei)
        {
            Assert.True(known.Remove(found.Box, out NucleusTruth? real), $"the nucleus at {found.Box} is not true, or there twice");
            Assert.Equal((real.Area, real.Type), (found.AreaPixels, found.Type));
            Assert.True(Math.Abs(real.CentroidX - found.CentroidX) + Math.Abs(real.CentroidY - found.CentroidY) < 1e-6);
        }

        Close.To(truth.Count / DrawnMm2(0, Side), nuclei.Count(n => n.RegionId > 0) / tissue.AreaMm2, 0.03);
        int lane = (int)(SmallSlide.PenAt * Side);
        Close.To(truth.Count(n => n.CentroidX < lane) / DrawnMm2(0, lane), nuclei.Count(n => n.RegionId == 1) / tissue.Regions[0].AreaMm2, 0.03);
        Close.To(truth.Count(n => n.CentroidX > lane) / DrawnMm2(lane, Side), nuclei.Count(n => n.RegionId == 2) / tissue.Regions[1].AreaMm2, 0.03);
    }

    [Fact]
    public void Exports_OfTheLosslessSlide_AreValidRings_AndTheTableComesBack()
    {
        (_, SlideDetectionResult result, IReadOnlyList<Nucleus> nuclei) = Detect(slide.Lossless, "lossless");
        string again = slide.NewFile("again.parquet"), geoJson = slide.NewFile("nuclei.geojson");
        using (var table = new NucleusTableReader(result.NucleiPath)) NucleusTable.Write(again, table.Header, table.Read());
        Assert.Equal(File.ReadAllBytes(result.NucleiPath), File.ReadAllBytes(again));
        NucleiWriteReport report;
        using (var table = new NucleusTableReader(result.NucleiPath)) report = QuPathGeoJson.Write(geoJson, table.Header, table.Read());
        Assert.Equal((nuclei.Count, 0), (report.Written, report.Skipped));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(geoJson));
        JsonElement[] features = [.. json.RootElement.GetProperty("features").EnumerateArray()];
        Assert.Equal(nuclei.Count, features.Length);
        Assert.Equal(features.Length, features.Select(f => f.GetProperty("id").GetString()).Distinct().Count());
        for (int i = 0; i < features.Length; i++)
        {
            PixelPoint[] ring = [.. Assert.Single(features[i].GetProperty("geometry").GetProperty("coordinates").EnumerateArray()).EnumerateArray().Select(p => new PixelPoint(p[0].GetInt32(), p[1].GetInt32()))];
            Assert.True(RingChecks.IsValid(ring), $"ring {i} is not closed, has no area or crosses itself");
            Assert.All(ring, p => Assert.True(p.X >= nuclei[i].Box.X0 && p.X < nuclei[i].Box.X1 && p.Y >= nuclei[i].Box.Y0 && p.Y < nuclei[i].Box.Y1));
        }

        Assert.Equal(nuclei.Count, NucleiImporter.Read(geoJson).Nuclei.Count);
    }

    [Fact]
    public void HalfTheResolution_GivesTheSameTissueAndCounts_InItsOwnPixels()
    {
        (TissueMask tissue, SlideDetectionResult result, IReadOnlyList<Nucleus> nuclei) = Detect(slide.Half, "half");
        Assert.Equal(2, tissue.Regions.Count);
        AssertTissueIsTheDrawnOne(tissue);
        Assert.Equal(1, result.Coverage, 1e-9);
        Assert.InRange(nuclei.Count, 0.85 * slide.Truth.Nuclei.Count, 1.15 * slide.Truth.Nuclei.Count);
        Assert.All(nuclei, n => Assert.True(n.CentroidX < Side / 2 && n.CentroidY < Side / 2));
        Assert.InRange(nuclei.Max(n => n.CentroidX), (Side / 2) - 40, Side / 2);
    }

    [Fact]
    public void WithoutResolutionTags_IsMppUnknown_UntilTheResolutionIsGiven()
    {
        string path = slide.NewFile("tagless.tif");
        File.Copy(slide.Jpeg, path);
        TiffPatch.Remove(path, 282, 283, 296);
        using (ISlideReader reader = SlideFile.Open(path))
        {
            Assert.True(double.IsNaN(reader.Properties.MppX) && double.IsNaN(reader.Properties.MppY));
            Assert.Equal(SlideProblems.MppUnknown, Assert.Throws<DataFormatException>(() => TissueDetector.Detect(reader)).Code);
        }

        Assert.Equal(SlideProblems.MppUnknown, Assert.Throws<DataFormatException>(() => Run(path, null, "tagless", new SlideOpenOptions())).Code);
        using ISlideReader given = SlideFile.Open(path, new SlideOpenOptions { MppX = 0.25 });
        Assert.Equal(2, TissueDetector.Detect(given, new TissueOptions { CheckFocus = false }).Value.Regions.Count);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Truncated_IsAProblem(double share)
    {
        string path = slide.NewFile(FormattableString.Invariant($"truncated{share}.tif"));
        byte[] bytes = File.ReadAllBytes(slide.Jpeg);
        File.WriteAllBytes(path, bytes[..(int)(share * bytes.Length)]);
        Assert.Equal(ProblemCodes.FileTruncated, Assert.Throws<DataFormatException>(() => Run(path, null, "truncated", new SlideOpenOptions())).Code);
    }

    private (TissueMask Tissue, SlideDetectionResult Result, IReadOnlyList<Nucleus> Nuclei) Detect(string path, string name)
    {
        using ISlideReader reader = SlideFile.Open(path);
        TissueMask tissue = TissueDetector.Detect(reader, new TissueOptions { CheckFocus = false }).Value;
        SlideDetectionResult result = Run(path, tissue, name, new SlideOpenOptions());
        return (tissue, result, NucleusTableReader.ReadAll(result.NucleiPath).Nuclei);
    }

    private SlideDetectionResult Run(string path, TissueMask? tissue, string name, SlideOpenOptions options)
    {
        var oracle = new OracleDetector(slide.Truth);
        var what = new SlideToDetect { Slide = new SlideId(name), Open = () => SlideFile.Open(path, options), Identity = SlideIdentity.Of(path).Hex, Tissue = tissue };
        return new SlideDetector(oracle, oracle.Description, new SlideDetectionOptions { Tiling = new TilingOptions { Core = 1056 } }).Run(what, slide.NewFile(name));
    }

    private void AssertTissueIsTheDrawnOne(TissueMask tissue)
    {
        int drawn = 0, found = 0, inkFound = 0;
        for (int y = 4; y < Side; y += 8)
        {
            for (int x = 4; x < Side; x += 8)
            {
                bool here = tissue.RegionAtMicrometres(x * 0.25, y * 0.25) > 0;
                if (Math.Abs(x - SmallSlide.PenAt * Side) < SmallSlide.PenWidth / 2 && here) inkFound++;
                if (!slide.IsTissue[y * Side + x]) continue;
                drawn++;
                if (here) found++;
            }
        }

        Assert.True(found >= 0.97 * drawn, $"{found} of {drawn} places of tissue");
        Assert.Equal(0, inkFound);
    }

    /// <summary>Area of the drawn tissue between two columns.</summary>
    private double DrawnMm2(int from, int to) => Enumerable.Range(0, Side).Sum(y => slide.IsTissue.AsSpan(y * Side + from, to - from).Count(true)) * 0.0625e-6;

    private double Error(ISlideReader reader)
    {
        const int Band = 512;
        long sum = 0;
        for (int y = 0; y < Side; y += Band)
        {
            byte[] read = reader.Read(0, y, 0, Side, Band).Pixels;
            ReadOnlySpan<byte> drawn = slide.Pixels.Pixels.AsSpan(3 * y * Side, read.Length);
            for (int i = 0; i < read.Length; i++) sum += Math.Abs(read[i] - drawn[i]);
        }

        return sum / (3.0 * Side * Side);
    }
}
