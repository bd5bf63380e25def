using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Tests.Tiling;

public class TileGridTests
{
    private static readonly int[] Sides = [4172, 1056, 728, 400, 72];

    [Fact]
    public void EveryPosition_BelongsToExactlyOneCore()
    {
        Gen.Select(Gen.Int[0, Sides.Length - 1], Gen.Int[100, 9000], Gen.Int[100, 9000], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((index, width, height, u, v) =>
        {
            TileGrid grid = Grid(width, height, 0.25, Sides[index]);
            double x = u * (width - 1), y = v * (height - 1);
            TileCore[] owners = [.. grid.Cores.Where(c => c.Owns(x, y))];
            return owners.Length == 1 && owners[0].Id == grid.CoreOf(x, y);
        }, iter: 500);
    }

    [Fact]
    public void Borders_AreHalfOpen()
    {
        TileGrid grid = Grid(2000, 800, 0.25, 728);
        Assert.Equal([0, 1, 2, 3, 4, 5], grid.Cores.Select(c => c.Id));
        Assert.Equal((0, 1), (grid.CoreOf(727.999, 0), grid.CoreOf(728, 0)));
        Assert.False(grid.Cores[0].Owns(728, 0));
        Assert.True(grid.Cores[1].Owns(728, 0));
    }

    [Theory]
    [InlineData(4172)]
    [InlineData(1056)]
    [InlineData(728)]
    public void Patches_TileTheWindowExactly(int side)
    {
        TileGrid grid = Grid(3 * side, 3 * side, 0.25, side);
        TileCore centre = grid.Cores[4];
        IReadOnlyList<PixelBox> patches = grid.Patches(centre);
        int perSide = (side + 256) / 164;
        Assert.Equal(perSide * perSide, patches.Count);
        Assert.Equal(centre.Window, new PixelBox(patches.Min(p => p.X0), patches.Min(p => p.Y0), patches.Max(p => p.X1), patches.Max(p => p.Y1)));
        Assert.Equal(patches.Count, patches.Select(p => (p.X0, p.Y0)).Distinct().Count());
        Assert.All(patches, p => Assert.Equal((0, 0, 164, 164), ((p.X0 - centre.Window.X0) % 164, (p.Y0 - centre.Window.Y0) % 164, p.Width, p.Height)));
    }

    [Fact]
    public void Patches_FarFromTissueOrOutside_AreLeftOut()
    {
        var labels = new int[100 * 100];
        labels[50 * 100 + 50] = 1;
        var mask = new TissueMask(100, 100, 8, 8, labels, [new TissueRegion(1, 64e-6, default)]);
        TileGrid grid = TileGrid.Create(Slide(3200, 3200, 0.25), mask, new TilingOptions { Core = 4172, SmallestCoverage = 0 });
        IReadOnlyList<PixelBox> patches = grid.Patches(Assert.Single(grid.Cores));
        Assert.InRange(patches.Count, 4, 16);
        Assert.All(patches, p => Assert.True(p.X0 < 1632 + 200 && p.X1 > 1600 - 200));
        Assert.All(Grid(300, 300, 0.25, 728).Patches(Grid(300, 300, 0.25, 728).Cores[0]), p => Assert.True(p.X1 > 0 && p.X0 < 300));
    }

    [Theory]
    [InlineData(4172)]
    [InlineData(1056)]
    [InlineData(728)]
    public void Coverage_IsProven_ForScatteredTissue(int side)
    {
        RandomStream random = new RandomSeed(3).Stream("tissue");
        var labels = new int[400 * 300];
        for (int i = 0; i < 60; i++)
        {
            int cx = random.NextInt(400), cy = random.NextInt(300), r = 3 + random.NextInt(15);
            for (int y = Math.Max(0, cy - r); y < Math.Min(300, cy + r); y++)
                for (int x = Math.Max(0, cx - r); x < Math.Min(400, cx + r); x++) labels[y * 400 + x] = 1;
        }

        var mask = new TissueMask(400, 300, 8, 8, labels, [new TissueRegion(1, 1, default)]);
        TileGrid all = TileGrid.Create(Slide(12800, 9600, 0.25), mask, new TilingOptions { Core = side, SmallestCoverage = 0 });
        Assert.Equal(1, all.Coverage);
        int owned = 0;
        for (int y = 0; y < 300; y++)
            for (int x = 0; x < 400; x++)
                if (labels[y * 400 + x] > 0 && all.Cores.Count(c => c.Owns((x + 0.5) * 32, (y + 0.5) * 32)) == 1) owned++;
        Assert.Equal(mask.Count, owned);
        Assert.InRange(TileGrid.Create(Slide(12800, 9600, 0.25), mask, new TilingOptions { Core = side }).Coverage, 0.999, 1);
    }

    [Fact]
    public void Coordinates_GoBackToLevel0()
    {
        TileGrid grid = Grid(1000, 1000, 0.5, 728);
        Assert.Equal((2.0, 2000), (grid.ScaleX, grid.Width));
        Assert.Equal((0.0, 0.0), grid.ToLevel0(0.5, 0.5));
        Assert.Equal((100.0, 7.0), grid.ToLevel0(200.5, 14.5));
        Assert.Equal(1, grid.RegionAt(1999, 1999));
        Assert.Equal(0, grid.RegionAt(2200, 0));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    [InlineData(164)]
    public void Side_MustFitThePatches(int side)
    {
        OptionsException error = Assert.Throws<OptionsException>(() => Grid(500, 500, 0.25, side));
        Assert.Contains("multiple of 164", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Why the original's tiles of 5000 px with 500 px overlap are not kept: each drops only 50 px, so uniform points are counted 1.167 times on 30,000 px.</summary>
    [Fact]
    public void OriginalTiling_CountsNucleiTwice_OursOnce()
    {
        const int Side = 30_000;
        RandomStream random = new RandomSeed(1).Stream("points");
        TileGrid grid = Grid(Side, Side, 0.25, 4172);
        const int Points = 40_000;
        long original = 0, ours = 0;
        for (int n = 0; n < Points; n++)
        {
            double x = Side * random.NextDouble(), y = Side * random.NextDouble();
            original += Tiles(x, Side) * Tiles(y, Side);
            ours += grid.Cores.Count(c => c.Owns(x, y));
        }

        Assert.InRange((double)original / Points, 1.157, 1.177);
        Assert.Equal(Points, ours);

        // Along one axis: tiles from 0 in steps of 4500, 5000 long; 50 px are dropped at sides that are no slide side.
        static int Tiles(double at, int side)
        {
            int count = 0;
            for (int start = 0; start < side; start += 4500)
            {
                int length = Math.Min(5000, side - start);
                if (length <= 100) continue;
                double local = at - start;
                if (local < 0 || local >= length || (local < 50 && start > 0) || (local > length - 50 && start + length < side)) continue;
                count++;
            }

            return count;
        }
    }

    private static TileGrid Grid(int width, int height, double mpp, int side) =>
        TileGrid.Create(Slide(width, height, mpp), TissueMask.Everything(width, height, mpp), new TilingOptions { Core = side, SmallestCoverage = 0 });

    private static SlideProperties Slide(int width, int height, double mpp) =>
        new() { Levels = [new SlideLevel(width, height, 1, 1)], MppX = mpp, MppY = mpp };
}
