using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;
using Thca.Statistics.Clustering;

namespace Thca.Pathology.Targets;

/// <summary>
/// Makes a stain target from the development slides of a study: tiles at seeded positions inside the tissue, without overlap, that pass the quality
/// gates; the best of different colours are kept. External slides never shape the target.
/// </summary>
public static class CohortTargetMaker
{
    private const double BestShare = 0.7;
    private const int ColourBins = 32;

    /// <summary>Makes a target.</summary>
    /// <param name="slides">The slides; external ones are left out.</param>
    /// <param name="tissueOf">Gives the tissue of a slide; may throw.</param>
    /// <param name="options">Tiles and method.</param>
    /// <param name="compute">Slides looked at once; default all cores.</param>
    /// <param name="progress">Reported after every slide.</param>
    /// <param name="ct">Cancels between tiles.</param>
    /// <exception cref="DataFormatException">NO_TARGET_TILES: no tile passed the gates.</exception>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static CohortTarget Make(
        IReadOnlyList<SlideEntry> slides,
        Func<SlideEntry, TissueMask> tissueOf,
        TargetOptions? options = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new TargetOptions();
        options.Validate();
        SlideEntry[] development = [.. slides.Where(s => s.Split == SlideSplit.Development)];
        int done = 0;
        Outcome<List<TargetTile>>[] drawn = OrderedParallel.Map(
            development.Length,
            i =>
            {
                Outcome<List<TargetTile>> tiles = Outcome<List<TargetTile>>.Try(() => Draw(development[i], tissueOf(development[i]), options, ct));
                progress?.Report(new WorkProgress("target tiles", Interlocked.Increment(ref done), development.Length, development[i].Slide.Value));
                return tiles;
            },
            compute,
            ct);
        (string, Problem)[] failures = [.. drawn.Zip(development).Where(p => !p.First.Succeeded).Select(p => (p.Second.Slide.Value, p.First.Problem))];
        List<TargetTile> all = [.. drawn.Where(o => o.Succeeded).SelectMany(o => o.Value)];
        Choose(all, options);
        TargetTile[] selected = [.. all.Where(t => t.Selected)];
        if (selected.Length == 0)
        {
            string reason = development.Length == 0 ? "no slide belongs to the development set" : $"{all.Count} tiles of {development.Length} slides were looked at and none passed";
            throw new DataFormatException($"No target can be made: {reason}.", "See tile gates in the documentation; add slides or set Split to development.", SlideProblems.NoTargetTiles);
        }

        RgbImage[] images = [.. selected.Select(t => Read(development.First(s => s.Slide == t.Slide), t, ct))];
        byte[] pixels = [.. images.SelectMany(image => Tissue(image))];
        SlideStain stain = SlideStainEstimator.FromSample(pixels, images.Length, new StainOptions { Method = options.Method, Seed = options.Seed });
        return new CohortTarget { Profile = stain.Profile, Tiles = all, Picture = Compose(images, options), Failures = failures };
    }

    private static List<TargetTile> Draw(SlideEntry entry, TissueMask mask, TargetOptions options, CancellationToken ct)
    {
        using ISlideReader slide = entry.Open();
        TileGrid grid = TileGrid.Create(slide.Properties, mask, new TilingOptions { Core = 1056, SmallestCoverage = 0 });
        RandomStream random = options.Seed.Stream("target-tiles", entry.Slide.Value);
        int size = Math.Min(options.TileSize, Math.Min(grid.Width, grid.Height)), passed = 0;
        var tiles = new List<TargetTile>();
        for (int attempt = 0; attempt < options.Tries && passed < options.TilesPerSlide; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            int cx = random.NextInt(grid.Width), cy = random.NextInt(grid.Height);
            int x = Math.Clamp(cx - size / 2, 0, grid.Width - size), y = Math.Clamp(cy - size / 2, 0, grid.Height - size);
            if (grid.RegionAt(cx, cy) == 0 || tiles.Exists(t => Math.Abs(t.X - x) < size && Math.Abs(t.Y - y) < size)) continue;
            RgbImage image = TargetResolution.Read(slide, TilingOptions.Mpp, x, y, size, size, ct);
            var tile = new TargetTile { Patient = entry.Patient, Slide = entry.Slide, X = x, Y = y, Size = size, Quality = TileQuality.Of(image), Colours = Colours(image) };
            tiles.Add(tile);
            if (tile.Quality.Passes) passed++;
        }

        return tiles;
    }

    /// <summary>Marks the tiles that shape the target.</summary>
    internal static void Choose(List<TargetTile> tiles, TargetOptions options)
    {
        List<int> candidates = [.. Enumerable.Range(0, tiles.Count).Where(i => tiles[i].Quality.Passes).OrderByDescending(i => tiles[i].Quality.Score).ThenBy(i => i)];
        candidates = [.. candidates.GroupBy(i => tiles[i].Patient).SelectMany(g => g.Take(options.TilesPerPatient)).OrderByDescending(i => tiles[i].Quality.Score).ThenBy(i => i)];
        if (candidates.Count > options.FinalTiles) candidates = [.. candidates.Take(Math.Max(options.FinalTiles, (int)(BestShare * candidates.Count)))];
        if (candidates.Count > options.FinalTiles)
        {
            double[] points = [.. candidates.SelectMany(i => tiles[i].Colours)];
            int[] clusters = new KMeans(points, 3 * ColourBins).Fit(new KMeansOptions { Clusters = options.FinalTiles }, options.Seed.Stream("target-clusters")).Labels;
            for (int k = 0; k < candidates.Count; k++) tiles[candidates[k]] = tiles[candidates[k]] with { Cluster = clusters[k] };
            candidates = [.. candidates.GroupBy(i => tiles[i].Cluster).Select(g => g.First())];
        }

        foreach (int i in candidates) tiles[i] = tiles[i] with { Selected = true };
    }

    private static RgbImage Read(SlideEntry entry, TargetTile tile, CancellationToken ct)
    {
        using ISlideReader slide = entry.Open();
        return TargetResolution.Read(slide, TilingOptions.Mpp, tile.X, tile.Y, tile.Size, tile.Size, ct);
    }

    /// <summary>The tissue pixels of a tile.</summary>
    private static byte[] Tissue(RgbImage image)
    {
        byte[] mask = LuminosityMask.Of(image), result = new byte[3 * (mask.Length - mask.AsSpan().Count((byte)0))];
        for (int i = 0, n = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0) continue;
            image.Pixels.AsSpan(3 * i, 3).CopyTo(result.AsSpan(3 * n++));
        }

        return result;
    }

    private static double[] Colours(RgbImage image)
    {
        var result = new double[3 * ColourBins];
        double weight = 3.0 / image.Pixels.Length;
        for (int p = 0; p < image.Pixels.Length; p++) result[p % 3 * ColourBins + image.Pixels[p] * ColourBins / 256] += weight;
        return result;
    }

    private static RgbImage Compose(RgbImage[] images, TargetOptions options)
    {
        int side = images.Max(i => i.Width), columns = (int)Math.Ceiling(Math.Sqrt(Math.Min(options.FinalTiles, images.Length))), rows = (images.Length + columns - 1) / columns;
        RgbImage canvas = RgbImage.White(columns * side, rows * side);
        for (int n = 0; n < images.Length; n++)
            for (int y = 0; y < images[n].Height; y++)
                images[n].Row(y).CopyTo(canvas.Pixels.AsSpan(3 * ((n / columns * side + y) * canvas.Width + n % columns * side)));
        return canvas;
    }
}
