using Thca.Core.Geometry;

namespace Thca.Imaging.Resampling;

/// <summary>Nearest-neighbour resampling of any voxel type; 0 outside.</summary>
internal static class NearestResampling
{
    public static T[] Run<T>(ReadOnlySpan<T> source, GridSize size, GridSize target, IndexTransform transform)
        where T : unmanaged => transform.IsDiagonal ? Separable(source, size, target, transform) : General(source, size, target, transform);

    private static T[] Separable<T>(ReadOnlySpan<T> source, GridSize size, GridSize target, IndexTransform transform)
        where T : unmanaged
    {
        int[] xs = Indices(transform.Along(0, target.X), size.X), ys = Indices(transform.Along(1, target.Y), size.Y), zs = Indices(transform.Along(2, target.Z), size.Z);
        var result = new T[target.Count];
        for (int z = 0; z < target.Z; z++)
        {
            for (int y = 0; y < target.Y; y++)
            {
                if (zs[z] < 0 || ys[y] < 0) continue;
                ReadOnlySpan<T> row = source.Slice(size.Offset(0, ys[y], zs[z]), size.X);
                Span<T> line = result.AsSpan(target.Offset(0, y, z), target.X);
                for (int x = 0; x < xs.Length; x++)
                {
                    if (xs[x] >= 0) line[x] = row[xs[x]];
                }
            }
        }

        return result;
    }

    private static T[] General<T>(ReadOnlySpan<T> source, GridSize size, GridSize target, IndexTransform transform)
        where T : unmanaged
    {
        var result = new T[target.Count];
        int at = 0;
        for (int z = 0; z < target.Z; z++)
        {
            for (int y = 0; y < target.Y; y++)
            {
                for (int x = 0; x < target.X; x++, at++)
                {
                    (double cx, double cy, double cz) = transform.Of(x, y, z);
                    int ix = Index(cx, size.X), iy = Index(cy, size.Y), iz = Index(cz, size.Z);
                    if (ix >= 0 && iy >= 0 && iz >= 0) result[at] = source[size.Offset(ix, iy, iz)];
                }
            }
        }

        return result;
    }

    private static int[] Indices(double[] positions, int n) => [.. positions.Select(c => Index(c, n))];

    private static int Index(double c, int n) => AxisTaps.IsInside(c, n) ? (int)Math.Floor(c + 0.5) : -1;
}
