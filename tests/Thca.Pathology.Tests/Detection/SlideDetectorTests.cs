using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Merging;
using Thca.Pathology.Detection.Oracle;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Tests.Tissue;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Detection;

public class SlideDetectorTests
{
    private const int Width = 2100, Height = 1500;

    private static readonly PhantomTruth Truth = new(new HistologyPhantom(new HistologyOptions { Width = Width, Height = Height, Density = 0.0012, Gaps = false }, RandomSeed.Default, "tiling"));

    [Fact]
    public void Run_AnyCoreSize_FindsEveryNucleusOnce()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<NucleusTruth> truth = Truth.Nuclei;
        IReadOnlyList<Nucleus>? first = null;
        foreach (int size in new[] { 4172, 1056, 728 })
        {
            SlideDetectionResult result = Detector(new SlideDetectionOptions { Tiling = new TilingOptions { Core = size } }).Run(Slide(), folder.File($"{size}"));
            IReadOnlyList<Nucleus> nuclei = Nuclei(result);
            Assert.Equal(result.Nuclei, nuclei.Count);
            Assert.Equal(0, result.DuplicatesRemoved);
            Assert.Equal(1, result.Coverage, 1e-9);
            Assert.InRange(nuclei.Count, truth.Count * 0.995, truth.Count * 1.005);
            Assert.Equal(Enumerable.Range(0, nuclei.Count), nuclei.Select(n => n.Id));
            Assert.Equal(nuclei.Count, nuclei.Select(n => (n.CentroidX, n.CentroidY)).Distinct().Count());
            Assert.Equal(result.CountsByType.Sum(), nuclei.Count);
            first ??= nuclei;
            Assert.True(Agreement(first, nuclei) >= 0.99, $"agreement {Agreement(first, nuclei)}");
        }
    }

    [Fact]
    public void Run_TiaToolboxMerge_AgreesWithOwnershipAwayFromItsSeams()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<Nucleus> ours = Nuclei(Detector(new SlideDetectionOptions { Tiling = new TilingOptions { Core = 1056 } }).Run(Slide(), folder.File("ours")));
        IReadOnlyList<Nucleus> theirs = Nuclei(Detector(new SlideDetectionOptions { Merge = MergeRule.TiaToolbox }).Run(Slide(), folder.File("theirs")));
        Assert.True(Agreement(ours, theirs) >= 0.98, $"agreement {Agreement(ours, theirs)} of {ours.Count} and {theirs.Count}");
        HashSet<(double, double)> known = [.. theirs.Select(Place)];
        Assert.All(ours.Where(n => !known.Contains(Place(n))), n => Assert.True(NearSeam(n.CentroidX) || NearSeam(n.CentroidY), $"{n.CentroidX} {n.CentroidY}"));

        static (double, double) Place(Nucleus n) => (Math.Round(n.CentroidX, 6), Math.Round(n.CentroidY, 6));

        static bool NearSeam(double at) => at % 984 <= 160 || at % 984 >= 984 - 160;
    }

    [Fact]
    public void Run_KilledAndContinued_AtAnyNumberOfJobs_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var options = new SlideDetectionOptions { Tiling = new TilingOptions { Core = 728 }, TilesInFlight = 4 };
        SlideDetectionResult whole = Detector(options).Run(Slide(), folder.File("whole"), ComputeOptions.SingleThread);
        int calls = 0;
        using var kill = new CancellationTokenSource();
        var dying = new Wrapped(Oracle(), _ =>
        {
            if (++calls > 3) kill.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => new SlideDetector(dying, Oracle().Description, options).Run(Slide(), folder.File("killed"), ComputeOptions.SingleThread, ct: kill.Token));
        Assert.Equal(3, Directory.GetFiles(folder.File("killed", "tiles")).Length);
        Assert.False(File.Exists(folder.File("killed", "nuclei.parquet")));
        int after = 0;
        var going = new Wrapped(Oracle(), _ => Interlocked.Increment(ref after));
        SlideDetectionResult continued = new SlideDetector(going, Oracle().Description, options).Run(Slide(), folder.File("killed"), new ComputeOptions { MaxDegreeOfParallelism = 3 });
        Assert.Equal(whole.Tiles.Count - 3, after);
        foreach (string file in new[] { "nuclei.parquet", "detection.json", "result.json" })
            Assert.Equal(File.ReadAllBytes(folder.File("whole", file)), File.ReadAllBytes(folder.File("killed", file)));
        Assert.False(Directory.Exists(folder.File("killed", "tiles")));
        Assert.Equal(whole.Nuclei, continued.Nuclei);
    }

    [Fact]
    public void Run_FinishedSlide_IsTakenOver_UntilSomethingChanges()
    {
        using var folder = new TemporaryFolder();
        var options = new SlideDetectionOptions { Tiling = new TilingOptions { Core = 1056 } };
        SlideDetectionResult first = Detector(options).Run(Slide(), folder.FullName);
        SlideDetectionResult again = Detector(options).Run(Slide(), folder.FullName);
        Assert.False(first.Reused);
        Assert.True(again.Reused);
        Assert.Equal(first.CountsByType, again.CountsByType);
        Assert.Equal(first.Tiles, again.Tiles);
        Assert.False(Detector(options with { MinAreaUm2 = 9 }).Run(Slide(), folder.FullName).Reused);
        File.AppendAllText(folder.File("detection.json"), " ");
        Assert.False(Detector(options with { MinAreaUm2 = 9 }).Run(Slide(), folder.FullName).Reused);
    }

    [Fact]
    public void Run_WindowThatFailsOnce_IsTriedAgain_TwiceFailsTheSlide_OrIsReported()
    {
        using var folder = new TemporaryFolder();
        var options = new SlideDetectionOptions { Tiling = new TilingOptions { Core = 728 } };
        int failures = 1;
        var flaky = new Wrapped(Oracle(), window =>
        {
            if (window.OriginX < 0 && window.OriginY < 0 && failures-- > 0) throw new InvalidOperationException("broken tile");
        });
        Assert.All(new SlideDetector(flaky, Oracle().Description, options).Run(Slide(), folder.File("once"), ComputeOptions.SingleThread).Tiles, t => Assert.True(t.IsOk));
        failures = 2;
        ThcaException error = Assert.Throws<ThcaException>(() => new SlideDetector(flaky, Oracle().Description, options).Run(Slide(), folder.File("twice"), ComputeOptions.SingleThread));
        Assert.Equal("TILE_FAILED", error.Code);
        Assert.Contains("broken tile", error.Message, StringComparison.Ordinal);
        failures = 2;
        SlideDetectionResult allowed = new SlideDetector(flaky, Oracle().Description, options with { AllowMissingTiles = true }).Run(Slide(), folder.File("allowed"), ComputeOptions.SingleThread);
        Assert.Equal("TILE_FAILED", allowed.Tiles[0].Status);
        Assert.Equal(1 - 728.0 * 728 / (Width * Height), allowed.Coverage, 1e-9);
        JsonElement report = JsonDocument.Parse(File.ReadAllBytes(allowed.ReportPath)).RootElement;
        Assert.Contains("broken tile", report.GetProperty("tiles")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_HalfMicrometrePixels_GivesLevelZeroCoordinates()
    {
        using var folder = new TemporaryFolder();
        SlideToDetect coarse = Slide() with { Open = () => new BlankSlide(Width / 2, Height / 2, 0.5) };
        IReadOnlyList<Nucleus> fine = Nuclei(Detector(new()).Run(Slide(), folder.File("fine"))), half = Nuclei(Detector(new()).Run(coarse, folder.File("coarse")));
        Assert.Equal(fine.Count, half.Count);
        for (int i = 0; i < fine.Count; i++)
        {
            Assert.Equal((fine[i].CentroidX + 0.5) / 2 - 0.5, half[i].CentroidX, 1e-9);
            Assert.Equal(fine[i].AreaPixels, half[i].AreaPixels);
            Assert.True(half[i].Contour.Count >= 3);
        }
    }

    [Fact]
    public void Run_WantedAreaAndFlags_AreRecorded()
    {
        using var folder = new TemporaryFolder();
        SlideToDetect left = Slide() with { Tissue = LeftPart(700) };
        SlideDetectionResult result = Detector(new SlideDetectionOptions { Tiling = new TilingOptions { Core = 728 }, MinAreaUm2 = 10, MaxAreaUm2 = 30 }).Run(left, folder.FullName);
        IReadOnlyList<Nucleus> nuclei = Nuclei(result);
        Assert.Equal([0, 3, 6], result.Tiles.Select(t => t.Id));
        Assert.Equal(1, result.Coverage, 1e-9);
        Assert.Contains(nuclei, n => n.RegionId == 0);
        Assert.All(nuclei, n => Assert.Equal(n.CentroidX < 699.5 ? 1 : 0, n.RegionId));
        Assert.All(nuclei, n => Assert.Equal(n.AreaPixels / 16 > 30, n.Flags.HasFlag(NucleusFlags.Large)));
        Assert.All(nuclei, n => Assert.Equal(n.AreaPixels / 16 < 10, n.Flags.HasFlag(NucleusFlags.Small)));
        Assert.Contains(nuclei, n => n.Flags.HasFlag(NucleusFlags.TouchesBorder));
        Assert.All(nuclei, n => Assert.Equal(n.Box.X0 == 0 || n.Box.Y0 == 0 || n.Box.Y1 == Height, n.Flags.HasFlag(NucleusFlags.TouchesBorder)));
    }

    [Fact]
    public void Run_FocusKnown_FlagsNuclei_AndEveryWindowSaysHowMuchIsBlurred_TimesStayOutOfTheFiles()
    {
        using var folder = new TemporaryFolder();
        TissueMask tissue = FocusMapTests.With(TissueMask.Everything(Width, Height, 0.25), new FocusMap(["bss", "sss"]));
        var options = new SlideDetectionOptions { Tiling = new TilingOptions { Core = 1056 } };
        SlideToDetect slide = Slide() with { Tissue = tissue, TissueIdentity = tissue.Identity };
        SlideDetectionResult result = new SlideDetector(Oracle(), Oracle().Description, options, new SteppingClock()).Run(slide, folder.File("a"), ComputeOptions.SingleThread);
        Assert.All(Nuclei(result), n => Assert.Equal(n is { CentroidX: < 1023.5, CentroidY: < 1023.5 }, n.Flags.HasFlag(NucleusFlags.Blurred)));
        Assert.Equal(new PixelBox(0, 0, 1056, 1056), result.Tiles[0].Box);
        Assert.InRange(result.Tiles[0].BlurredShare, 0.9, 0.97);
        Assert.Equal([0, 0, 0], result.Tiles.Skip(1).Select(t => t.BlurredShare));
        Assert.All(result.TileSeconds, s => Assert.Equal(3, s));
        JsonElement tile = JsonDocument.Parse(File.ReadAllBytes(result.ReportPath)).RootElement.GetProperty("tiles")[0];
        Assert.Equal(["id", "box", "status", "nuclei", "blurred_share"], tile.EnumerateObject().Select(p => p.Name));
        SlideDetectionResult again = new SlideDetector(Oracle(), Oracle().Description, options).Run(slide, folder.File("a"));
        Assert.Equal(result.Tiles, again.Tiles);
        Assert.All(again.TileSeconds, s => Assert.True(double.IsNaN(s)));
    }

    [Fact]
    public void Run_Normalised_IsRecordedAndDoneAgain_TheOraclesNucleiStay()
    {
        using var folder = new TemporaryFolder();
        var inverting = new Inverting();
        SlideToDetect slide = Slide(), normalised = slide with { Normalizer = inverting, NormalizerIdentity = "inverted" };
        SlideDetectionResult plain = Detector(new()).Run(slide, folder.FullName);
        byte[] before = File.ReadAllBytes(plain.NucleiPath);
        SlideDetectionResult result = Detector(new()).Run(normalised, folder.FullName);
        Assert.False(result.Reused);
        Assert.Equal(result.Tiles.Count, inverting.Calls);
        Assert.Equal(before, File.ReadAllBytes(result.NucleiPath));
        Assert.Equal("inverted", JsonDocument.Parse(File.ReadAllBytes(result.ReportPath)).RootElement.GetProperty("slide").GetProperty("normalisation").GetString());
        Assert.True(Detector(new()).Run(normalised, folder.FullName).Reused);
        Assert.False(Detector(new()).Run(normalised with { NormalizerIdentity = "other" }, folder.FullName).Reused);
    }

    [Fact]
    public void Run_UnknownResolutionOrOddCore_IsRefused()
    {
        using var folder = new TemporaryFolder();
        DataFormatException error = Assert.Throws<DataFormatException>(() => Detector(new()).Run(Slide() with { Open = () => new BlankSlide(100, 100, double.NaN) }, folder.FullName));
        Assert.Equal("MPP_UNKNOWN", error.Code);
        OptionsException odd = Assert.Throws<OptionsException>(() => Detector(new SlideDetectionOptions { Tiling = new TilingOptions { Core = 1024 } }));
        Assert.Contains("164", odd.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NothingWanted_WritesAnEmptyTable()
    {
        using var folder = new TemporaryFolder();
        SlideDetectionResult result = Detector(new()).Run(Slide() with { Tissue = LeftPart(0) }, folder.FullName);
        Assert.Empty(Nuclei(result));
        Assert.True(double.IsNaN(result.Coverage));
    }

    private static OracleDetector Oracle() => new(Truth);

    private static SlideDetector Detector(SlideDetectionOptions options) => new(Oracle(), Oracle().Description, options);

    private static SlideToDetect Slide() => new() { Slide = new SlideId("s1"), Open = () => new BlankSlide(Width, Height), Identity = "test" };

    private static IReadOnlyList<Nucleus> Nuclei(SlideDetectionResult result) => NucleusTableReader.ReadAll(result.NucleiPath).Nuclei;

    /// <summary>Pairs with an intersection over union above 0.5, as a share of the larger set.</summary>
    private static double Agreement(IReadOnlyList<Nucleus> a, IReadOnlyList<Nucleus> b)
    {
        ILookup<(int, int), Nucleus> cells = b.ToLookup(n => ((int)n.CentroidX / 32, (int)n.CentroidY / 32));
        int pairs = a.Count(n => Near(n).Any(m => DuplicateFilter.Iou(n, m) > 0.5));
        return (double)pairs / Math.Max(a.Count, b.Count);

        IEnumerable<Nucleus> Near(Nucleus n)
        {
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    foreach (Nucleus m in cells[((int)n.CentroidX / 32 + dx, (int)n.CentroidY / 32 + dy)]) yield return m;
                }
            }
        }
    }

    private sealed class Inverting : IStainNormalizer
    {
        private int _calls;

        public int Calls => _calls;

        public RgbImage Normalize(RgbImage image)
        {
            Interlocked.Increment(ref _calls);
            return new RgbImage(image.Width, image.Height, Array.ConvertAll(image.Pixels, p => (byte)(255 - p)));
        }
    }

    /// <summary>Every look at it is three seconds later.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _now, 3);
    }

    private sealed class Wrapped(INucleusDetector inner, Action<DetectionWindow> before) : INucleusDetector
    {
        public int Context => inner.Context;

        public IReadOnlyList<Nucleus> Detect(DetectionWindow window, CancellationToken ct = default)
        {
            before(window);
            ct.ThrowIfCancellationRequested();
            return inner.Detect(window, ct);
        }
    }

    /// <summary>Tissue in the left columns, one mask pixel per 10 slide pixels.</summary>
    private static TissueMask LeftPart(int width)
    {
        const int Step = 10, Columns = Width / Step, Rows = Height / Step;
        int[] labels = [.. Enumerable.Range(0, Columns * Rows).Select(i => i % Columns < width / Step ? 1 : 0)];
        return new TissueMask(Columns, Rows, Step * 0.25, Step * 0.25, labels, [new TissueRegion(1, 1, new PixelBox(0, 0, width, Height))]);
    }
}
