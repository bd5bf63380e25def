using Thca.Core.Compute;
using Thca.Core.Geometry;

namespace Thca.Segmentation.Preprocessing;

/// <summary>
/// Cubic resizing of arrays [z, y, x], slice by slice in the plane and then, if asked, along z; values are kept within the source's range. What lies between
/// the two steps is in double precision and takes at most 256 MB: larger planes are done a band of rows at a time.
/// </summary>
internal static class SplineResize
{
    private const long MostDoubles = 32 << 20;

    /// <summary>Doubles that are held between the two steps.</summary>
    public static long WorkingDoubles(GridSize from, GridSize to) => (long)from.Z * BandRows(from, to, MostDoubles) * to.X;

    /// <summary>The whole volume as one spline.</summary>
    public static void Volume(
        ReadOnlyMemory<float> source, GridSize from, Memory<float> target, GridSize to, ComputeOptions? compute, CancellationToken ct, long mostDoubles = MostDoubles)
    {
        (float Low, float High) range = Range(source.Span);
        if (from.Z == to.Z) EverySlice(source, from, target, to, range, compute, ct);
        else Bands(source, from, target, to, false, range, mostDoubles, compute, ct);
    }

    /// <summary>Every slice on its own, then along z the nearest slice (order 0), linear (1) or a cubic spline (3), which is not clipped again.</summary>
    public static void Slices(ReadOnlyMemory<float> source, GridSize from, Memory<float> target, GridSize to, int orderZ, ComputeOptions? compute, CancellationToken ct)
    {
        if (from.Z == to.Z || orderZ == 0) EverySlice(source, from, target, to, null, compute, ct);
        else if (orderZ == 1) LinearBands(source, from, target, to, compute, ct);
        else Bands(source, from, target, to, true, (float.NegativeInfinity, float.PositiveInfinity), MostDoubles, compute, ct);
    }

    // Resizes a slice and puts it wherever it is the nearest; without a range, values are kept within the slice's own.
    private static void EverySlice(
        ReadOnlyMemory<float> source, GridSize from, Memory<float> target, GridSize to, (float Low, float High)? range, ComputeOptions? compute, CancellationToken ct)
    {
        int[] nearest = LinearTaps.Nearest(from.Z, to.Z).First;
        var plane = new PlaneResize(from, to, to.Y);
        int size = to.X * to.Y;
        var results = new Buffers<double>(size);
        OrderedParallel.For(
            from.Z,
            k =>
            {
                int first = Array.IndexOf(nearest, k);
                if (first < 0) return;
                ReadOnlySpan<float> slice = Slice(source, from, k);
                double[] result = results.Rent();
                plane.Apply(slice, 0, to.Y, result, 0);
                Span<float> values = target.Span.Slice(first * size, size);
                Narrow(result, values, range ?? Range(slice));
                results.Return(result);
                for (int i = first + 1; i < nearest.Length && nearest[i] == k; i++) values.CopyTo(target.Span[(i * size)..]);
            },
            compute,
            ct);
    }

    private static void Bands(
        ReadOnlyMemory<float> source,
        GridSize from,
        Memory<float> target,
        GridSize to,
        bool clipSlices,
        (float Low, float High) range,
        long mostDoubles,
        ComputeOptions? compute,
        CancellationToken ct)
    {
        var z = new SplineAxis(from.Z, to.Z);
        var scratches = new Buffers<double>(z.ScratchSize);
        foreach (Band band in BandsOf(source, from, to, clipSlices, mostDoubles, compute, ct))
        {
            int chunks = (band.Size + SplineAxis.Lanes - 1) / SplineAxis.Lanes;
            OrderedParallel.For(
                chunks,
                c =>
                {
                    int first = c * SplineAxis.Lanes, count = Math.Min(SplineAxis.Lanes, band.Size - first);
                    double[] scratch = scratches.Rent();
                    for (int k = 0; k < from.Z; k++) band.Planes.AsSpan(k * band.Size + first, count).CopyTo(scratch.AsSpan(SplineAxis.ScratchOffset(k, 0)));
                    z.Apply(scratch, (k, values) => Narrow(values[..count], target.Span.Slice(k * to.X * to.Y + band.First * to.X + first, count), range));
                    scratches.Return(scratch);
                },
                compute,
                ct);
        }
    }

    private static void LinearBands(ReadOnlyMemory<float> source, GridSize from, Memory<float> target, GridSize to, ComputeOptions? compute, CancellationToken ct)
    {
        var taps = LinearTaps.Linear(from.Z, to.Z);
        foreach (Band band in BandsOf(source, from, to, true, MostDoubles, compute, ct))
        {
            OrderedParallel.For(
                to.Z,
                k =>
                {
                    Span<float> result = target.Span.Slice(k * to.X * to.Y + band.First * to.X, band.Size);
                    ReadOnlySpan<double> a = band.Planes.AsSpan(taps.First[k] * band.Size, band.Size), b = band.Planes.AsSpan(taps.Second[k] * band.Size, band.Size);
                    for (int i = 0; i < result.Length; i++) result[i] = (float)(a[i] + (b[i] - a[i]) * taps.Weight[k]);
                },
                compute,
                ct);
        }
    }

    // All slices resized in the plane, some rows of them at a time. One array serves all bands.
    private static IEnumerable<Band> BandsOf(
        ReadOnlyMemory<float> source, GridSize from, GridSize to, bool clipSlices, long mostDoubles, ComputeOptions? compute, CancellationToken ct)
    {
        int rows = BandRows(from, to, mostDoubles);
        var plane = new PlaneResize(from, to, rows);
        var planes = new double[(long)from.Z * rows * to.X];
        for (int first = 0; first < to.Y; first += rows)
        {
            int start = first, count = Math.Min(rows, to.Y - first), size = count * to.X;
            OrderedParallel.For(
                from.Z,
                k =>
                {
                    ReadOnlySpan<float> slice = Slice(source, from, k);
                    plane.Apply(slice, start, count, planes, k * size);
                    if (!clipSlices) return;
                    (float low, float high) = Range(slice);
                    foreach (ref double v in planes.AsSpan(k * size, size)) v = Math.Clamp(v, low, high);
                },
                compute,
                ct);
            yield return new Band(planes, first, size);
        }
    }

    private static int BandRows(GridSize from, GridSize to, long mostDoubles) => (int)Math.Clamp(mostDoubles / ((long)from.Z * to.X), 1, to.Y);

    private static ReadOnlySpan<float> Slice(ReadOnlyMemory<float> source, GridSize size, int k) => source.Span.Slice(k * size.X * size.Y, size.X * size.Y);

    private static (float Low, float High) Range(ReadOnlySpan<float> values)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float v in values) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        return (low, high);
    }

    private static void Narrow(ReadOnlySpan<double> values, Span<float> target, (float Low, float High) range)
    {
        for (int i = 0; i < target.Length; i++) target[i] = (float)Math.Clamp(values[i], range.Low, range.High);
    }

    /// <summary>Rows of all slices, resized in the plane: slice after slice, each of <paramref name="Size"/> values from row <paramref name="First"/> on.</summary>
    private readonly record struct Band(double[] Planes, int First, int Size);
}
