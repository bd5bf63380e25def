using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Stains;

/// <summary>Tissue pixels of a slide at 0.25 µm, from windows spread over its cores by their tissue, then thinned by a seeded reservoir.</summary>
internal static class StainSample
{
    public static (byte[] Pixels, int Windows) Draw(ISlideReader slide, TissueMask mask, SlideStainOptions options, CancellationToken ct)
    {
        TileGrid grid = TileGrid.Create(slide.Properties, mask, new TilingOptions { Core = 1056, SmallestCoverage = 0 });
        RandomStream random = options.Seed.Stream("stain-windows");
        var reservoir = new byte[3 * options.Pixels];
        long seen = 0;
        int windows = 0;
        foreach ((int x, int y) in Windows(grid, options, random))
        {
            ct.ThrowIfCancellationRequested();
            int size = options.WindowSize;
            RgbImage window = TargetResolution.Read(slide, TilingOptions.Mpp, x, y, size, size, ct);
            windows++;
            for (int i = 0; i < size * size; i++)
            {
                int px = x + i % size, py = y + i / size;
                if (px >= grid.Width || py >= grid.Height || grid.RegionAt(px, py) == 0) continue;
                long slot = seen < options.Pixels ? seen : (long)(random.NextDouble() * (seen + 1));
                seen++;
                if (slot < options.Pixels) window.Pixels.AsSpan(3 * i, 3).CopyTo(reservoir.AsSpan(3 * (int)slot));
            }
        }

        return (reservoir[..(3 * (int)Math.Min(seen, options.Pixels))], windows);
    }

    /// <summary>Corners of the windows: as many per core as its share of the tissue, each centred on a random position of the core that is tissue if one is found.</summary>
    private static IEnumerable<(int X, int Y)> Windows(TileGrid grid, SlideStainOptions options, RandomStream random)
    {
        double all = grid.Cores.Sum(c => c.Coverage), due = 0;
        int wanted = (int)Math.Min(options.Windows, Math.Max(1, Math.Ceiling(all * 1056 * 1056 / ((double)options.WindowSize * options.WindowSize))));
        int given = 0;
        foreach (TileCore core in grid.Cores)
        {
            due += wanted * core.Coverage / all;
            for (; given + 0.5 < due && given < wanted; given++)
            {
                double x = 0, y = 0;
                for (int attempt = 0; attempt < 200; attempt++)
                {
                    (x, y) = (core.Box.X0 + random.NextDouble() * core.Box.Width, core.Box.Y0 + random.NextDouble() * core.Box.Height);
                    if (x < grid.Width && y < grid.Height && grid.RegionAt(x, y) > 0) break;
                }

                yield return (Corner(x, grid.Width, options.WindowSize), Corner(y, grid.Height, options.WindowSize));
            }
        }
    }

    private static int Corner(double centre, int length, int size) => Math.Clamp((int)centre - size / 2, 0, Math.Max(0, length - size));
}
