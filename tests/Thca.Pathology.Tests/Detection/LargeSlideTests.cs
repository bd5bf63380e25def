using System.Diagnostics;
using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Oracle;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Tests.Slides;
using Thca.Pathology.Tissue;
using Thca.Testing;

namespace Thca.Pathology.Tests.Detection;

/// <summary>Time and memory of detection on large slides that are tissue all over: tissue, truth from a table, windows, table of nuclei, GeoJSON.</summary>
public sealed class LargeSlideTests : IDisposable
{
    private const double Gigabyte = 1e9;

    private static readonly SlideId Slide = new("S1");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Oracle_SixteenTimesTheArea_TakesSixteenTimesAsLong_InTheSameMemory()
    {
        Long.Only();
        string written = OwnProcess.Run<LargeSlideTests>(() =>
        {
            const int Picture = 1024, Step = 32;
            var nuclei = new RepeatedNuclei(Picture);
            Detect(nuclei, 3 * Picture, Step, ComputeOptions.SingleThread);
            var perMegapixel = new List<double>();
            var peaks = new List<double>();
            foreach (int side in new[] { 4096, 8192, 16_384 })
            {
                (string table, TimeSpan time) = Detect(nuclei, side, Step, ComputeOptions.SingleThread);
                peaks.Add(OwnProcess.PeakBytes / Gigabyte);
                perMegapixel.Add(time.TotalMilliseconds / (side / 1e3 * (side / 1e3)));
                nuclei.AssertComplete(table, side);
                Say($"{side} x {side}: {time.TotalSeconds:F2} CPU s, {perMegapixel[^1]:F1} ms per megapixel, peak so far {peaks[^1]:F2} GB, {side / Picture * (side / Picture) * nuclei.PerPicture} nuclei");
            }

            // The smallest slide is one window, and the first in this process; the others are four and sixteen.
            Assert.InRange(perMegapixel[2] / perMegapixel[0], 0, 1.5);
            Assert.InRange(perMegapixel[2] / perMegapixel[1], 0.67, 1.5);
            Assert.InRange(peaks[2] / peaks[1], 1, 1.6);
        });
        TestContext.Current.TestOutputHelper?.WriteLine(written);
    }

    [Fact]
    public void Oracle_FortyThousandPixels_OneAndAHalfGigabytes()
    {
        Long.Only();
        string written = OwnProcess.Run<LargeSlideTests>(() =>
        {
            const int Side = 40_000;
            var nuclei = new RepeatedNuclei(1000);
            (string table, TimeSpan time) = Detect(nuclei, Side, 25, ComputeOptions.Default);
            double peak = OwnProcess.PeakBytes / Gigabyte;
            Say($"{Side} x {Side}: {time.TotalSeconds:F1} CPU s, peak {peak:F2} GB");
            nuclei.AssertComplete(table, Side);
            Assert.InRange(peak, 0, 1.5);
        });
        TestContext.Current.TestOutputHelper?.WriteLine(written);
    }

    private (string Table, TimeSpan Time) Detect(RepeatedNuclei nuclei, int side, int step, ComputeOptions compute)
    {
        string truth = _folder.File($"truth-{side}"), output = _folder.File($"out-{side}");
        nuclei.WriteTruth(truth, Slide, side);
        TimeSpan start = Cpu();
        using var slide = new RepeatedSlide(nuclei.Picture, side, step);
        TissueMask tissue = TissueDetector.Detect(slide, new TissueOptions { CheckFocus = false }, compute: compute).Value;
        var oracle = new OracleDetector(new FolderTruth(truth));
        var what = new SlideToDetect { Slide = Slide, Open = () => new RepeatedSlide(nuclei.Picture, side, step), Identity = "repeated", Tissue = tissue };
        SlideDetectionResult result = new SlideDetector(oracle, oracle.Description).Run(what, output, compute);
        Assert.Equal(1, result.Coverage, 1e-9);
        using var table = new NucleusTableReader(result.NucleiPath);
        Assert.Equal(result.Nuclei, QuPathGeoJson.Write(Path.Combine(output, "nuclei.geojson.gz"), table.Header, table.Read()).Written);
        return (result.NucleiPath, Cpu() - start);
    }

    private static TimeSpan Cpu()
    {
        using Process self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }

    private static void Say(FormattableString text) => TestContext.Current.TestOutputHelper?.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
