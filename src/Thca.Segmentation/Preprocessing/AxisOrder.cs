using Thca.Core.Geometry;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Permutes the axes of arrays [z, y, x]: entry k of an order is the source axis that becomes axis k (nnU-Net's <c>transpose_forward</c>).</summary>
internal static class AxisOrder
{
    public static int[] Inverse(IReadOnlyList<int> order)
    {
        var inverse = new int[order.Count];
        for (int i = 0; i < inverse.Length; i++) inverse[order[i]] = i;
        return inverse;
    }

    public static GridSize Apply(GridSize size, IReadOnlyList<int> order)
    {
        int[] v = [size.Z, size.Y, size.X];
        return new GridSize(v[order[2]], v[order[1]], v[order[0]]);
    }

    public static Spacing Apply(Spacing spacing, IReadOnlyList<int> order)
    {
        double[] v = [spacing.Z, spacing.Y, spacing.X];
        return new Spacing(v[order[2]], v[order[1]], v[order[0]]);
    }

    public static T[] Apply<T>(ReadOnlySpan<T> values, GridSize size, IReadOnlyList<int> order) => Apply(values, size, new VoxelRegion(default, size), order);

    /// <summary>A box of an array [z, y, x], its axes permuted, in one copy.</summary>
    public static T[] Apply<T>(ReadOnlySpan<T> values, GridSize size, VoxelRegion box, IReadOnlyList<int> order)
    {
        var result = new T[box.Size.Count];
        GridSize to = Apply(box.Size, order);
        int[] stride = [size.X * size.Y, size.X, 1];
        int sz = stride[order[0]], sy = stride[order[1]], sx = stride[order[2]], at = 0, start = size.Offset(box.Start.X, box.Start.Y, box.Start.Z);
        for (int z = 0; z < to.Z; z++)
        {
            for (int y = 0; y < to.Y; y++)
            {
                int offset = start + z * sz + y * sy;
                for (int x = 0; x < to.X; x++, offset += sx) result[at++] = values[offset];
            }
        }

        return result;
    }
}
