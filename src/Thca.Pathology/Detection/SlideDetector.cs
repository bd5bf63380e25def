using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Pathology.Detection.Merging;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Tiling;

namespace Thca.Pathology.Detection;

/// <summary>
/// Finds all nuclei of a slide with any detector: windows are read, normalised if wanted, detected, and stored; then the slide is assembled with every nucleus
/// exactly once. Memory is bounded by the windows in flight whatever the slide's size. A killed run goes on where it stopped and ends with the same bytes.
/// </summary>
public sealed class SlideDetector
{
    /// <summary>Name of the table of nuclei.</summary>
    public const string NucleiFile = "nuclei.parquet";

    /// <summary>Name of the report.</summary>
    public const string ReportFile = "detection.json";

    /// <summary>Name of the file with the hashes of a finished slide; delete it to have the slide done again.</summary>
    public const string ResultFile = "result.json";

    private const string TilesFolder = "tiles", Stage = "detect";
    private const long BytesPerPixel = 56, BytesToCollect = 500_000_000;

    private readonly INucleusDetector _detector;
    private readonly DetectorDescription _description;
    private readonly SlideDetectionOptions _options;
    private readonly TimeProvider _clock;
    private long _finishedBytes;

    /// <summary>Creates a slide detector.</summary>
    /// <param name="detector">Finds the nuclei of one window; used by several threads at once.</param>
    /// <param name="description">Which detector it is; part of what decides whether a slide must be done again.</param>
    /// <param name="options">Settings.</param>
    /// <param name="clock">Clock for <see cref="SlideDetectionResult.TileSeconds"/>; default the system's.</param>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public SlideDetector(INucleusDetector detector, DetectorDescription description, SlideDetectionOptions? options = null, TimeProvider? clock = null)
    {
        _options = options ?? new SlideDetectionOptions();
        _options.Validate();
        (_detector, _description, _clock) = (detector, description, clock ?? TimeProvider.System);
    }

    /// <summary>Detects the nuclei of a slide and writes <see cref="NucleiFile"/>, <see cref="ReportFile"/> and <see cref="ResultFile"/>.</summary>
    /// <param name="slide">The slide.</param>
    /// <param name="folder">The slide's own folder; windows in progress are kept below it.</param>
    /// <param name="compute">Windows worked on at once, at most <see cref="SlideDetectionOptions.TilesInFlight"/>.</param>
    /// <param name="progress">Windows finished.</param>
    /// <param name="ct">Cancels within a window; finished windows are kept.</param>
    /// <exception cref="ThcaException">TILE_FAILED: a window failed twice; MPP_UNKNOWN; OUT_OF_MEMORY_ESTIMATE; or the slide cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SlideDetectionResult Run(SlideToDetect slide, string folder, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        string nuclei = Path.Combine(folder, NucleiFile), report = Path.Combine(folder, ReportFile), finished = Path.Combine(folder, ResultFile);
        string fingerprint = Fingerprint(slide);
        if (DetectionReport.Reusable(finished, fingerprint, nuclei, report) is { } earlier) return earlier;
        Directory.CreateDirectory(folder);
        File.Delete(finished);
        using var reader = new WindowReader(slide, _options.Tiling);
        var store = new TileStore(Path.Combine(folder, TilesFolder), fingerprint);
        SlideDetectionResult result = _options.Merge == MergeRule.TiaToolbox
            ? RunTiaToolbox(slide, reader, store, nuclei, report, compute, progress, ct)
            : RunCores(slide, reader, store, nuclei, report, compute, progress, ct);
        DetectionReport.Write(report, slide, reader.Properties, _description, _options, result);
        DetectionReport.WriteResult(finished, fingerprint, result);
        store.Delete();
        return result;
    }

    private SlideDetectionResult RunCores(
        SlideToDetect slide, WindowReader reader, TileStore store, string nuclei, string report, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        TileGrid grid = reader.Tiles;
        TileCore[] cores = [.. grid.Cores];
        (TileReport[] tiles, double[] seconds) = Process(
            slide, reader, store, [.. cores.Select(c => c.Id)], [.. cores.Select(c => AnswerOf(c, grid))], [.. cores.Select(c => c.Box)], (i, found) => Owned(found, cores[i], grid), compute, progress, ct);
        TileReport[] good = [.. tiles.Where(t => t.IsOk)];
        HashSet<(int Core, int Id)> losers = Duplicates(store, good, cores.ToDictionary(c => c.Id), ct);
        var counts = new long[NucleusTypes.Count];
        long written = NucleusTable.Write(nuclei, Header(slide, reader), Assemble(store, good, losers, reader.Transform, counts), ct);
        double all = cores.Sum(c => c.Coverage), went = cores.Zip(tiles).Where(p => p.Second.IsOk).Sum(p => p.First.Coverage);
        return Result(nuclei, report, written, counts, tiles, seconds, losers.Count, all > 0 ? grid.Coverage * (went / all) : double.NaN);
    }

    private SlideDetectionResult RunTiaToolbox(
        SlideToDetect slide, WindowReader reader, TileStore store, string nuclei, string report, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        IReadOnlyList<TiaToolboxTile> all = TiaToolboxMerge.Tiles(reader.Tiles.Width, reader.Tiles.Height);
        PixelBox[] boxes = [.. all.Select(t => t.Box)];
        (TileReport[] tiles, double[] seconds) = Process(slide, reader, store, [.. Enumerable.Range(0, all.Count)], boxes, boxes, (_, found) => found, compute, progress, ct);
        var merge = new TiaToolboxMerge();
        for (int set = 0; set <= 3; set++)
            merge.AddSet([.. all.Select((tile, i) => (Tile: tile, Index: i)).Where(t => t.Tile.Set == set && tiles[t.Index].IsOk).Select(t => (t.Tile, store.Load(t.Index)))]);
        var counts = new long[NucleusTypes.Count];
        IEnumerable<Nucleus> kept = merge.Kept.Select((n, i) => Counted(reader.Transform.ToLevel(Complete(n, reader.Tiles)) with { Id = i }, counts));
        long written = NucleusTable.Write(nuclei, Header(slide, reader), kept, ct);
        return Result(nuclei, report, written, counts, tiles, seconds, 0, (double)tiles.Count(t => t.IsOk) / tiles.Length);
    }

    /// <summary>Runs the windows that an earlier run has not finished, several at a time, and stores what each owns.</summary>
    private (TileReport[] Tiles, double[] Seconds) Process(
        SlideToDetect slide, WindowReader reader, TileStore store, int[] ids, PixelBox[] answers, PixelBox[] boxes, Func<int, IReadOnlyList<Nucleus>, IReadOnlyList<Nucleus>> owned,
        ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        int done = 0, inFlight = InFlight(answers, compute ?? ComputeOptions.Default);
        var seconds = new double[ids.Length];
        TileReport[] tiles = OrderedParallel.Map(
            ids.Length,
            i =>
            {
                long start = _clock.GetTimestamp();
                TileReport? earlier = store.Find(ids[i]);
                TileReport tile = (earlier ?? RunWindow(reader, store, ids[i], answers[i], found => owned(i, found), ct)) with
                {
                    Box = reader.Transform.ToLevel(boxes[i]), BlurredShare = reader.Tiles.BlurredShare(boxes[i]),
                };
                seconds[i] = earlier is null ? _clock.GetElapsedTime(start).TotalSeconds : double.NaN;
                if (earlier is null) Collect(answers[i]);
                if (!tile.IsOk && !_options.AllowMissingTiles)
                    throw new ThcaException(TileReport.Failed, string.Create(CultureInfo.InvariantCulture, $"Window {tile.Id} of slide {slide.Slide} failed twice: {tile.Message}"), "Run again to go on with the other windows kept, or allow missing tiles.");
                progress?.Report(new WorkProgress(Stage, Interlocked.Increment(ref done), ids.Length, slide.Slide.Value));
                return tile;
            },
            new ComputeOptions { MaxDegreeOfParallelism = inFlight },
            ct);
        return (tiles, seconds);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A failing window is tried again, then reported with its reason.")]
    private TileReport RunWindow(WindowReader reader, TileStore store, int id, PixelBox answer, Func<IReadOnlyList<Nucleus>, IReadOnlyList<Nucleus>> owned, CancellationToken ct)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                DetectionWindow window = reader.Read(answer, _detector.Context, ct);
                IReadOnlyList<Nucleus> nuclei = owned([.. _detector.Detect(window, ct).Select(n => Shift(n, window.OriginX, window.OriginY))]);
                ct.ThrowIfCancellationRequested();
                var report = new TileReport(id, ProblemCodes.Ok, nuclei.Count);
                store.Save(report, nuclei);
                return report;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                if (attempt > 0) return new TileReport(id, TileReport.Failed, 0, Problem.From(exception).ToString());
            }
        }
    }

    /// <summary>
    /// A window's arrays are a gigabyte. Left alone, the collector lets those of several finished windows pile up before it looks, and keeps their memory while a
    /// network allocates its own; asked after each window of the default size, it gives it back.
    /// </summary>
    private void Collect(PixelBox answer)
    {
        if (Interlocked.Add(ref _finishedBytes, Bytes(answer)) < BytesToCollect) return;
        Interlocked.Exchange(ref _finishedBytes, 0);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Memory of a window while it is worked on.</summary>
    private long Bytes(PixelBox answer) => BytesPerPixel * (answer.Width + 2 * _detector.Context) * (answer.Height + 2 * _detector.Context);

    /// <summary>Windows held at once: no more than wanted, than threads, or than memory allows.</summary>
    private int InFlight(PixelBox[] answers, ComputeOptions compute)
    {
        if (answers.Length == 0) return 1;
        long bytes = answers.Max(Bytes);
        MemoryBudget.EnsureFits(bytes, string.Create(CultureInfo.InvariantCulture, $"Detection in windows of {answers[0].Width} pixels"), "Choose a smaller core size.");
        return (int)Math.Clamp(MemoryBudget.AvailableBytes() / bytes, 1, Math.Min(_options.TilesInFlight, compute.MaxDegreeOfParallelism));
    }

    /// <summary>The grown core, without whole patches beyond the right and lower border of the slide.</summary>
    private static PixelBox AnswerOf(TileCore core, TileGrid grid)
    {
        PixelBox grown = core.Window;
        return new PixelBox(grown.X0, grown.Y0, Shortened(grown.X0, grown.X1, grid.Width), Shortened(grown.Y0, grown.Y1, grid.Height));
    }

    private static int Shortened(int from, int to, int slide) =>
        Math.Min(to, from + (slide - from + TilingOptions.PatchOutput - 1) / TilingOptions.PatchOutput * TilingOptions.PatchOutput);

    /// <summary>The nuclei whose centroid lies in the core and on the slide, unless the window cut them.</summary>
    private List<Nucleus> Owned(IReadOnlyList<Nucleus> found, TileCore core, TileGrid grid)
    {
        PixelBox answer = AnswerOf(core, grid), onSlide = new(0, 0, grid.Width, grid.Height);
        List<Nucleus> owned = [];
        foreach (Nucleus nucleus in found)
        {
            PixelBox box = nucleus.Box;
            bool cut = (box.X0 <= answer.X0 && answer.X0 > 0) || (box.Y0 <= answer.Y0 && answer.Y0 > 0)
                || (box.X1 >= answer.X1 && answer.X1 < grid.Width) || (box.Y1 >= answer.Y1 && answer.Y1 < grid.Height);
            if (!cut && core.Owns(nucleus.CentroidX, nucleus.CentroidY) && onSlide.Contains(nucleus.CentroidX, nucleus.CentroidY))
                owned.Add(Complete(nucleus, grid) with { Id = owned.Count, Core = core.Id });
        }

        return owned;
    }

    /// <summary>Adds region and flags to a nucleus on the detector's grid.</summary>
    private Nucleus Complete(Nucleus nucleus, TileGrid grid)
    {
        double um2 = nucleus.AreaPixels * TilingOptions.Mpp * TilingOptions.Mpp;
        PixelBox box = nucleus.Box;
        bool touches = box.X0 <= 0 || box.Y0 <= 0 || box.X1 >= grid.Width || box.Y1 >= grid.Height;
        NucleusFlags flags = (um2 < _options.MinAreaUm2 ? NucleusFlags.Small : NucleusFlags.None)
            | (um2 > _options.MaxAreaUm2 ? NucleusFlags.Large : NucleusFlags.None)
            | (touches ? NucleusFlags.TouchesBorder : NucleusFlags.None)
            | (grid.IsBlurredAt(nucleus.CentroidX, nucleus.CentroidY) ? NucleusFlags.Blurred : NucleusFlags.None);
        return nucleus with { RegionId = grid.RegionAt(nucleus.CentroidX, nucleus.CentroidY), Flags = flags };
    }

    /// <summary>Only nuclei within a margin of their core's edge can have a double in another core.</summary>
    private HashSet<(int Core, int Id)> Duplicates(TileStore store, TileReport[] tiles, Dictionary<int, TileCore> cores, CancellationToken ct)
    {
        var filter = new DuplicateFilter(_options.DuplicateIou);
        if (tiles.Length < 2) return [];
        foreach (TileReport tile in tiles)
        {
            ct.ThrowIfCancellationRequested();
            PixelBox core = cores[tile.Id].Box;
            const int Margin = TilingOptions.Margin;
            foreach (Nucleus nucleus in store.Load(tile.Id))
            {
                if (nucleus.Box.X0 < core.X0 + Margin || nucleus.Box.Y0 < core.Y0 + Margin || nucleus.Box.X1 > core.X1 - Margin || nucleus.Box.Y1 > core.Y1 - Margin) filter.Add(nucleus);
            }
        }

        return filter.Losers();
    }

    private static IEnumerable<Nucleus> Assemble(TileStore store, TileReport[] tiles, HashSet<(int Core, int Id)> losers, GridTransform grid, long[] counts)
    {
        int id = 0;
        foreach (TileReport tile in tiles)
        {
            foreach (Nucleus nucleus in store.Load(tile.Id))
            {
                if (!losers.Contains((nucleus.Core, nucleus.Id))) yield return Counted(grid.ToLevel(nucleus) with { Id = id++ }, counts);
            }
        }
    }

    private static Nucleus Counted(Nucleus nucleus, long[] counts)
    {
        counts[(int)nucleus.Type]++;
        return nucleus;
    }

    private static SlideDetectionResult Result(string nuclei, string report, long written, long[] counts, TileReport[] tiles, double[] seconds, int duplicates, double coverage) => new()
    {
        NucleiPath = nuclei, ReportPath = report, Nuclei = written, CountsByType = counts, Tiles = tiles, TileSeconds = seconds, DuplicatesRemoved = duplicates, Coverage = coverage,
    };

    private static NucleusTableHeader Header(SlideToDetect slide, WindowReader reader) => new() { Slide = slide.Slide, MppX = reader.Properties.MppX, MppY = reader.Properties.MppY };

    private static Nucleus Shift(Nucleus nucleus, long x, long y)
    {
        (int dx, int dy) = ((int)x, (int)y);
        return nucleus with
        {
            Box = new PixelBox(nucleus.Box.X0 + dx, nucleus.Box.Y0 + dy, nucleus.Box.X1 + dx, nucleus.Box.Y1 + dy),
            CentroidX = nucleus.CentroidX + dx,
            CentroidY = nucleus.CentroidY + dy,
            Contour = [.. nucleus.Contour.Select(p => new PixelPoint(p.X + dx, p.Y + dy))],
        };
    }

    private string Fingerprint(SlideToDetect slide)
    {
        var text = new StringBuilder();
        foreach (string part in new[]
        {
            ProvenanceRecord.ProductVersion, slide.Slide.Value, slide.Identity, slide.TissueIdentity, slide.NormalizerIdentity,
            _description.Name, _description.Sha256, _description.Source, _description.Licence,
        })
        {
            text.Append(part).Append('\n');
        }

        foreach ((string name, string value) in _options.Recorded().Concat(_description.Parameters)) text.Append(name).Append('=').Append(value).Append('\n');
        return ContentHash.Of(text.ToString()).Hex;
    }
}
