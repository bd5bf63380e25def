using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Resampling;

/// <summary>Interpolation between grids with different orientation, voxel by voxel.</summary>
internal static class ObliqueResampling
{
    public static double[] Run<T>(
        Volume<T> source, GridSize target, IndexTransform transform, Interpolation interpolation, ComputeOptions compute, CancellationToken ct)
        where T : unmanaged
    {
        if (Needed(source.Size, target, transform) is not { } needed) return new double[target.Count];
        SourceBox box = SourceBox.Create(source, needed.First, needed.Last, interpolation, compute, ct);
        var result = new double[target.Count];
        OrderedParallel.For(
            target.Z,
            z =>
            {
                for (int y = 0; y < target.Y; y++)
                {
                    for (int x = 0; x < target.X; x++)
                    {
                        (double cx, double cy, double cz) = transform.Of(x, y, z);
                        if (AxisTaps.IsInside(cx, source.Size.X) && AxisTaps.IsInside(cy, source.Size.Y) && AxisTaps.IsInside(cz, source.Size.Z))
                            result[target.Offset(x, y, z)] = Value(box, source.Size, interpolation, cx, cy, cz);
                    }
                }
            },
            compute,
            ct);
        return result;
    }

    // Box of source voxels that any target voxel may read: the image of the target's corners, three voxels wider.
    private static (VoxelIndex First, VoxelIndex Last)? Needed(GridSize source, GridSize target, IndexTransform transform)
    {
        double[] least = [double.MaxValue, double.MaxValue, double.MaxValue], most = [double.MinValue, double.MinValue, double.MinValue];
        for (int corner = 0; corner < 8; corner++)
        {
            (double x, double y, double z) = transform.Of((corner & 1) * (target.X - 1), (corner >> 1 & 1) * (target.Y - 1), (corner >> 2) * (target.Z - 1));
            double[] c = [x, y, z];
            for (int axis = 0; axis < 3; axis++) (least[axis], most[axis]) = (Math.Min(least[axis], c[axis]), Math.Max(most[axis], c[axis]));
        }

        int[] n = [source.X, source.Y, source.Z], first = new int[3], last = new int[3];
        for (int axis = 0; axis < 3; axis++)
        {
            if (most[axis] < -0.5 || least[axis] >= n[axis] - 0.5) return null;
            first[axis] = (int)Math.Clamp(Math.Floor(least[axis]) - 3, 0, n[axis] - 1);
            last[axis] = (int)Math.Clamp(Math.Ceiling(most[axis]) + 3, 0, n[axis] - 1);
        }

        return (new VoxelIndex(first[0], first[1], first[2]), new VoxelIndex(last[0], last[1], last[2]));
    }

    private static double Value(SourceBox box, GridSize size, Interpolation interpolation, double cx, double cy, double cz)
    {
        int width = interpolation == Interpolation.BSpline ? 4 : 2;
        Span<int> ix = stackalloc int[4], iy = stackalloc int[4], iz = stackalloc int[4];
        Span<double> wx = stackalloc double[4], wy = stackalloc double[4], wz = stackalloc double[4];
        AxisTaps.Fill(cx, size.X, interpolation, ix, wx);
        AxisTaps.Fill(cy, size.Y, interpolation, iy, wy);
        AxisTaps.Fill(cz, size.Z, interpolation, iz, wz);
        ReadOnlySpan<double> values = box.Values;
        Span<double> planes = stackalloc double[4], lines = stackalloc double[4];
        for (int k = 0; k < width; k++)
        {
            for (int j = 0; j < width; j++)
            {
                int row = box.Region.Size.Offset(-box.Region.Start.X, iy[j] - box.Region.Start.Y, iz[k] - box.Region.Start.Z);
                lines[j] = width == 2
                    ? SeparableResampling.Between(values[row + ix[0]], values[row + ix[1]], wx[1])
                    : wx[0] * values[row + ix[0]] + wx[1] * values[row + ix[1]] + wx[2] * values[row + ix[2]] + wx[3] * values[row + ix[3]];
            }

            planes[k] = Combine(lines, wy, width);
        }

        return Combine(planes, wz, width);
    }

    private static double Combine(ReadOnlySpan<double> v, ReadOnlySpan<double> w, int width) =>
        width == 2 ? SeparableResampling.Between(v[0], v[1], w[1]) : w[0] * v[0] + w[1] * v[1] + w[2] * v[2] + w[3] * v[3];
}
