using Thca.Core.Geometry;

namespace Thca.Segmentation.Augmentation;

/// <summary>Label maps at the resolutions of a network's outputs, by exact nearest neighbour.</summary>
public static class DeepSupervisionTargets
{
    /// <summary>Extents of every output, full resolution first.</summary>
    /// <param name="patch">Extents of the input.</param>
    /// <param name="strides">Strides of every stage in array order (z, y, x or y, x); the last stage has no output.</param>
    public static IReadOnlyList<GridSize> Sizes(GridSize patch, IReadOnlyList<IReadOnlyList<int>> strides)
    {
        var sizes = new List<GridSize>();
        int z = 1, y = 1, x = 1;
        foreach (IReadOnlyList<int> stride in strides.SkipLast(1))
        {
            x *= stride[^1];
            y *= stride[^2];
            z *= stride.Count == 3 ? stride[0] : 1;
            sizes.Add(new GridSize(Scaled(patch.X, x), Scaled(patch.Y, y), Scaled(patch.Z, z)));
        }

        return sizes;
    }

    /// <summary>A label map on other extents.</summary>
    /// <param name="labels">One label per voxel of <paramref name="size"/>.</param>
    /// <param name="size">Extents of the labels.</param>
    /// <param name="target">Extents wanted.</param>
    public static short[] Resize(short[] labels, GridSize size, GridSize target)
    {
        if (size == target) return labels;
        var result = new short[target.Count];
        int at = 0;
        for (int z = 0; z < target.Z; z++)
        {
            int sz = NearestIndex.Of(z, size.Z, target.Z);
            for (int y = 0; y < target.Y; y++)
            {
                int row = size.Offset(0, NearestIndex.Of(y, size.Y, target.Y), sz);
                for (int x = 0; x < target.X; x++) result[at++] = labels[row + NearestIndex.Of(x, size.X, target.X)];
            }
        }

        return result;
    }

    private static int Scaled(int extent, int stride) => (int)Math.Round((double)extent / stride, MidpointRounding.ToEven);
}
