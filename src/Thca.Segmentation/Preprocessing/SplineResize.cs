using Thca.Core.Compute;
using Thca.Core.Geometry;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Cubic resizing of arrays [z, y, x], slice by slice in the plane and then, if asked, along z; values are kept within the source's range.</summary>
internal static class SplineResize
{
    /// <summary>The whole volume as one spline.</summary>
    public static void Volume(ReadOnlyMemory<float> source, GridSize from, Memory<float> target, GridSize to, ComputeOptions? compute, CancellationToken ct)
    {
        (float low, float high) = Range(source.Span);
        int fromPlane = from.X * from.Y, toPlane = to.X * to.Y;
        SplineAxis x = new(from.X, to.X), y = new(from.Y, to.Y), z = new(from.Z, to.Z);
        if (z.IsIdentity)
        {
            OrderedParallel.For(from.Z, k => Clip(Plane(source.Span.Slice(k * fromPlane, fromPlane), from, x, y), target.Span.Slice(k * toPlane, toPlane), low, high), compute, ct);
            return;
        }

        var planes = new double[(long)from.Z * toPlane];
        OrderedParallel.For(from.Z, k => Plane(source.Span.Slice(k * fromPlane, fromPlane), from, x, y).CopyTo(planes, (long)k * toPlane), compute, ct);
        int chunks = (toPlane + SplineAxis.Lanes - 1) / SplineAxis.Lanes;
        OrderedParallel.For(
            chunks,
            c =>
            {
                int first = c * SplineAxis.Lanes, count = Math.Min(SplineAxis.Lanes, toPlane - first);
                var scratch = new double[z.ScratchSize];
                for (int k = 0; k < from.Z; k++) planes.AsSpan(k * toPlane + first, count).CopyTo(scratch.AsSpan(SplineAxis.ScratchOffset(k, 0)));
                Memory<float> result = target;
                z.Apply(scratch, (k, values) => Clip(values[..count], result.Span.Slice(k * toPlane + first, count), low, high));
            },
            compute,
            ct);
    }

    /// <summary>Every slice on its own, then the nearest slice along z.</summary>
    public static void Slices(ReadOnlyMemory<float> source, GridSize from, Memory<float> target, GridSize to, ComputeOptions? compute, CancellationToken ct)
    {
        int fromPlane = from.X * from.Y, toPlane = to.X * to.Y;
        SplineAxis x = new(from.X, to.X), y = new(from.Y, to.Y);
        int[] nearest = LinearTaps.Nearest(from.Z, to.Z).First;
        OrderedParallel.For(
            from.Z,
            k =>
            {
                int first = Array.IndexOf(nearest, k);
                if (first < 0) return;
                ReadOnlySpan<float> slice = source.Span.Slice(k * fromPlane, fromPlane);
                (float low, float high) = Range(slice);
                Span<float> result = target.Span.Slice(first * toPlane, toPlane);
                Clip(Plane(slice, from, x, y), result, low, high);
                for (int i = first + 1; i < nearest.Length && nearest[i] == k; i++) result.CopyTo(target.Span[(i * toPlane)..]);
            },
            compute,
            ct);
    }

    private static double[] Plane(ReadOnlySpan<float> slice, GridSize from, SplineAxis x, SplineAxis y)
    {
        var wide = new double[from.X * y.Target];
        if (y.IsIdentity)
        {
            for (int i = 0; i < wide.Length; i++) wide[i] = slice[i];
        }
        else
        {
            AlongY(slice, from, y, wide);
        }

        if (x.IsIdentity) return wide;
        var result = new double[x.Target * y.Target];
        AlongX(wide, from.X, y.Target, x, result);
        return result;
    }

    private static void AlongY(ReadOnlySpan<float> slice, GridSize from, SplineAxis y, double[] wide)
    {
        var scratch = new double[y.ScratchSize];
        for (int first = 0; first < from.X; first += SplineAxis.Lanes)
        {
            int count = Math.Min(SplineAxis.Lanes, from.X - first), start = first;
            for (int i = 0; i < from.Y; i++)
            {
                ReadOnlySpan<float> row = slice.Slice(i * from.X + first, count);
                Span<double> to = scratch.AsSpan(SplineAxis.ScratchOffset(i, 0), count);
                for (int j = 0; j < row.Length; j++) to[j] = row[j];
            }

            y.Apply(scratch, (i, values) => values[..count].CopyTo(wide.AsSpan(i * from.X + start)));
        }
    }

    private static void AlongX(double[] wide, int width, int height, SplineAxis x, double[] result)
    {
        var scratch = new double[x.ScratchSize];
        for (int first = 0; first < height; first += SplineAxis.Lanes)
        {
            int count = Math.Min(SplineAxis.Lanes, height - first), start = first;
            for (int j = 0; j < count; j++)
            {
                ReadOnlySpan<double> row = wide.AsSpan((first + j) * width, width);
                for (int i = 0; i < row.Length; i++) scratch[SplineAxis.ScratchOffset(i, j)] = row[i];
            }

            x.Apply(scratch, (i, values) =>
            {
                for (int j = 0; j < count; j++) result[(start + j) * x.Target + i] = values[j];
            });
        }
    }

    private static (float Low, float High) Range(ReadOnlySpan<float> values)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float v in values) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        return (low, high);
    }

    private static void Clip(ReadOnlySpan<double> values, Span<float> target, float low, float high)
    {
        for (int i = 0; i < values.Length; i++) target[i] = (float)Math.Clamp(values[i], low, high);
    }
}
