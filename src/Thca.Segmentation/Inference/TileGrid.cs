using Thca.Core.Geometry;

namespace Thca.Segmentation.Inference;

/// <summary>Where tiles lie: equal steps of at most half a tile, so that every voxel is covered.</summary>
public static class TileGrid
{
    /// <summary>Starts along one axis: n = ceil((size - tile) / (step tile)) + 1 of them, at round(i (size - tile) / (n - 1)), half to even.</summary>
    /// <param name="size">Voxels of the volume; at least those of the tile.</param>
    /// <param name="tile">Voxels of the tile.</param>
    /// <param name="step">Largest step in tiles.</param>
    public static IReadOnlyList<int> Starts(int size, int tile, double step = 0.5)
    {
        int count = (int)Math.Ceiling((size - tile) / (step * tile)) + 1;
        if (count == 1) return [0];
        double actual = (double)(size - tile) / (count - 1);
        return [.. Enumerable.Range(0, count).Select(i => (int)Math.Round(actual * i, MidpointRounding.ToEven))];
    }

    /// <summary>Starts of all tiles, x fastest.</summary>
    public static IReadOnlyList<VoxelIndex> Starts(GridSize size, GridSize tile, double step = 0.5) =>
    [
        .. from z in Starts(size.Z, tile.Z, step)
           from y in Starts(size.Y, tile.Y, step)
           from x in Starts(size.X, tile.X, step)
           select new VoxelIndex(x, y, z),
    ];
}
