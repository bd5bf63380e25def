using Thca.Core.Geometry;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Weights of a tile's voxels: a Gaussian around the centre voxel (n // 2) with one eighth of the tile as standard deviation, times 10. Values that
/// single precision cannot hold are replaced by the smallest positive one.
/// </summary>
public static class ImportanceMap
{
    private const double Scale = 10;

    /// <summary>The weights, x fastest.</summary>
    /// <param name="tile">Extents of the tile.</param>
    public static float[] Of(GridSize tile)
    {
        double[] x = Axis(tile.X), y = Axis(tile.Y), z = Axis(tile.Z);
        var map = new float[tile.Count];
        for (int i = 0; i < map.Length; i++)
        {
            VoxelIndex v = tile.IndexOf(i);
            map[i] = (float)(Scale * z[v.Z] * y[v.Y] * x[v.X]);
        }

        float least = map.Where(m => m > 0).Min();
        foreach (ref float m in map.AsSpan()) m = m > 0 ? m : least;
        return map;
    }

    private static double[] Axis(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Exp(-(i - n / 2) * (double)(i - n / 2) / (2 * (n / 8.0) * (n / 8.0))))];
}
