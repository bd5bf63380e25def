using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Distance;

/// <summary>
/// Exact Euclidean distance of every voxel centre to the nearest voxel centre of a region, one axis after the other by lower envelopes
/// of parabolas (Felzenszwalb and Huttenlocher 2012). Linear in the number of voxels. Results do not depend on the number of threads.
/// </summary>
public static class DistanceMap
{
    // Distances that differ by rounding alone count as equal when compared with a radius.
    private const double Slack = 1e-9;

    /// <summary>Distance to the nearest voxel inside; 0 inside, infinite everywhere when the region is empty.</summary>
    /// <param name="mask">The region.</param>
    /// <param name="spacing">Length of a step along each axis; default the grid's spacing (mm). <c>Spacing.Isotropic(1)</c> counts voxels.</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="ct">Cancels.</param>
    public static Volume<double> Euclidean(Mask mask, Spacing? spacing = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        Volume<double> map = SquaredEuclidean(mask, spacing, compute, ct);
        Span<double> values = map.Voxels;
        for (int i = 0; i < values.Length; i++) values[i] = Math.Sqrt(values[i]);
        return map;
    }

    /// <summary>Square of the distance to the nearest voxel inside; 0 inside, infinite everywhere when the region is empty.</summary>
    /// <inheritdoc cref="Euclidean"/>
    public static Volume<double> SquaredEuclidean(Mask mask, Spacing? spacing = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        Spacing s = spacing ?? mask.Geometry.Spacing;
        GridSize size = mask.Size;
        var map = new Volume<double>(mask.Geometry);
        Memory<double> values = map.Memory;
        OrderedParallel.For(
            size.Z,
            z =>
            {
                Span<double> slice = values.Span.Slice(z * size.X * size.Y, size.X * size.Y);
                for (int y = 0; y < size.Y; y++) AlongRow(mask.Voxels.Slice(size.Offset(0, y, z), size.X), slice.Slice(y * size.X, size.X), s.X);
                AlongColumns(slice, size.X, size.X, size.Y, s.Y);
            },
            compute,
            ct);
        OrderedParallel.For(size.Y, y => AlongColumns(values.Span[(y * size.X)..], size.X, size.X * size.Y, size.Z, s.Z), compute, ct);
        return map;
    }

    /// <summary>All voxels within a distance of a region (voxel centres; at most the radius, to rounding).</summary>
    /// <param name="mask">The region.</param>
    /// <param name="radius">Largest distance, not negative.</param>
    /// <param name="spacing">Length of a step along each axis; default the grid's spacing (mm).</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="ct">Cancels.</param>
    public static Mask Within(Mask mask, double radius, Spacing? spacing = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        if (!double.IsFinite(radius)) throw new ArgumentOutOfRangeException(nameof(radius), radius, "The radius must be finite.");
        var result = new byte[mask.Size.Count];
        if (mask.BoundingBox() is not { } box) return new Mask(mask.Geometry, result);
        Spacing s = spacing ?? mask.Geometry.Spacing;
        int margin = (int)Math.Min(Math.Floor(radius * (1 + Slack) / s.Minimum), Math.Max(mask.Size.X, Math.Max(mask.Size.Y, mask.Size.Z)));
        VoxelRegion region = box.Grow(margin, mask.Size);
        Volume<double> squared = SquaredEuclidean(mask.Crop(region), s, compute, ct);
        double limit = radius * radius * (1 + Slack);
        for (int z = 0; z < region.Size.Z; z++)
        {
            for (int y = 0; y < region.Size.Y; y++)
            {
                ReadOnlySpan<double> row = squared.Voxels.Slice(region.Size.Offset(0, y, z), region.Size.X);
                Span<byte> target = result.AsSpan(mask.Size.Offset(region.Start.X, region.Start.Y + y, region.Start.Z + z), region.Size.X);
                for (int x = 0; x < row.Length; x++) target[x] = row[x] <= limit ? (byte)1 : (byte)0;
            }
        }

        return new Mask(mask.Geometry, result);
    }

    private static void AlongRow(ReadOnlySpan<byte> inside, Span<double> squared, double step)
    {
        int last = int.MinValue;
        for (int x = 0; x < inside.Length; x++)
        {
            if (inside[x] != 0) last = x;
            squared[x] = last < 0 ? double.PositiveInfinity : x - last;
        }

        last = int.MaxValue;
        for (int x = inside.Length - 1; x >= 0; x--)
        {
            if (inside[x] != 0) last = x;
            double voxels = last == int.MaxValue ? squared[x] : Math.Min(squared[x], last - x);
            double distance = voxels * step;
            squared[x] = distance * distance;
        }
    }

    private static void AlongColumns(Span<double> values, int width, int stride, int n, double step)
    {
        if (n == 1) return;
        Span<double> column = new double[n], border = new double[n];
        Span<int> site = new int[n];
        for (int x = 0; x < width; x++)
        {
            for (int i = 0; i < n; i++) column[i] = values[x + i * stride];
            int sites = Envelope(column, step, site, border);
            if (sites == 0) continue;
            for (int i = 0, k = 0; i < n; i++)
            {
                double at = i * step;
                while (k + 1 < sites && border[k + 1] < at) k++;
                double d = at - site[k] * step;
                values[x + i * stride] = d * d + column[site[k]];
            }
        }
    }

    // Parabolas of which each is lowest from border[k] on.
    private static int Envelope(ReadOnlySpan<double> f, double step, Span<int> site, Span<double> border)
    {
        int count = 0;
        for (int q = 0; q < f.Length; q++)
        {
            if (double.IsPositiveInfinity(f[q])) continue;
            double at = q * step, from = double.NegativeInfinity;
            while (count > 0)
            {
                double other = site[count - 1] * step;
                from = (f[q] + at * at - (f[site[count - 1]] + other * other)) / (2 * (at - other));
                if (from > border[count - 1]) break;
                count--;
                from = double.NegativeInfinity;
            }

            site[count] = q;
            border[count++] = from;
        }

        return count;
    }
}
