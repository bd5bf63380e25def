using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Resampling;

/// <summary>Interpolation between grids with parallel axes, one axis after the other.</summary>
internal static class SeparableResampling
{
    public static double[] Run<T>(
        Volume<T> source, GridSize target, IndexTransform transform, Interpolation interpolation, ComputeOptions compute, CancellationToken ct)
        where T : unmanaged
    {
        AxisTaps x = AxisTaps.Create(transform.Along(0, target.X), source.Size.X, interpolation);
        AxisTaps y = AxisTaps.Create(transform.Along(1, target.Y), source.Size.Y, interpolation);
        AxisTaps z = AxisTaps.Create(transform.Along(2, target.Z), source.Size.Z, interpolation);
        if (x.IsEmpty || y.IsEmpty || z.IsEmpty) return new double[target.Count];
        var first = new VoxelIndex(x.First, y.First, z.First);
        SourceBox box = SourceBox.Create(source, first, new VoxelIndex(x.Last, y.Last, z.Last), interpolation, compute, ct);
        int ny = y.Last - y.First + 1, nz = z.Last - z.First + 1;
        double[] alongX = AlongX(box, x, y.First, z.First, ny, nz, compute, ct);
        double[] alongY = AlongRows(alongX, y, y.First, ny, target.X, nz, compute, ct);
        return AlongRows(alongY, z, z.First, nz, target.X * target.Y, 1, compute, ct);
    }

    private static double[] AlongX(SourceBox box, AxisTaps taps, int y0, int z0, int ny, int nz, ComputeOptions compute, CancellationToken ct)
    {
        int width = taps.Inside.Length;
        var result = new double[width * ny * nz];
        OrderedParallel.For(
            nz,
            z =>
            {
                for (int y = 0; y < ny; y++)
                {
                    int start = box.Region.Size.Offset(0, y + y0 - box.Region.Start.Y, z + z0 - box.Region.Start.Z);
                    ReadOnlySpan<double> row = box.Values.AsSpan(start, box.Region.Size.X);
                    Span<double> target = result.AsSpan(width * (y + ny * z), width);
                    for (int k = 0; k < width; k++) target[k] = taps.Inside[k] ? Sum(row, taps, k, box.Region.Start.X) : 0;
                }
            },
            compute,
            ct);
        return result;
    }

    private static double Sum(ReadOnlySpan<double> row, AxisTaps taps, int k, int start)
    {
        if (taps.Width == 2) return Between(row[taps.Index[2 * k] - start], row[taps.Index[2 * k + 1] - start], taps.Weight[2 * k + 1]);
        double sum = 0;
        for (int i = k * taps.Width; i < (k + 1) * taps.Width; i++)
            sum += taps.Weight[i] * row[taps.Index[i] - start];

        return sum;
    }

    // Equal neighbours give exactly their value, so that cutting to an integer does not lose a unit.
    public static double Between(double a, double b, double fraction) => fraction == 0 ? a : a + (b - a) * fraction;

    // Combines whole rows (of x, or of x and y) of each outer block along the next axis.
    private static double[] AlongRows(
        double[] source, AxisTaps taps, int first, int n, int rowLength, int blocks, ComputeOptions compute, CancellationToken ct)
    {
        int count = taps.Inside.Length;
        var result = new double[rowLength * count * blocks];
        OrderedParallel.For(
            blocks * count,
            unit =>
            {
                int block = unit / count, k = unit % count;
                if (!taps.Inside[k]) return;
                Span<double> target = result.AsSpan(rowLength * unit, rowLength);
                if (taps.Width == 2)
                {
                    ReadOnlySpan<double> a = Row(block, taps.Index[2 * k]), b = Row(block, taps.Index[2 * k + 1]);
                    double fraction = taps.Weight[2 * k + 1];
                    for (int x = 0; x < target.Length; x++) target[x] = Between(a[x], b[x], fraction);
                    return;
                }

                for (int i = k * taps.Width; i < (k + 1) * taps.Width; i++)
                {
                    ReadOnlySpan<double> row = Row(block, taps.Index[i]);
                    for (int x = 0; x < row.Length; x++) target[x] += taps.Weight[i] * row[x];
                }
            },
            compute,
            ct);
        return result;

        ReadOnlySpan<double> Row(int block, int index) => source.AsSpan(rowLength * (block * n + index - first), rowLength);
    }
}
