using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Filtering;

/// <summary>
/// Gaussian smoothing by a sampled, truncated and normalised kernel along z, then y, then x, in double precision; the same sums in the
/// same order as SciPy's <c>gaussian_filter</c>. Results do not depend on the number of threads.
/// </summary>
public static class GaussianFilter
{
    /// <summary>Smooths an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="options">Width, unit, cut and border.</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static Volume<double> Smooth<T>(Volume<T> image, GaussianOptions? options = null, ComputeOptions? compute = null, CancellationToken ct = default)
        where T : unmanaged
    {
        options ??= new GaussianOptions();
        options.Validate();
        GridSize size = image.Size;
        var values = new double[size.Count];
        VoxelConversion.ToDouble<T>(image.Voxels, values);
        Spacing s = options.Unit == LengthUnit.Millimetres ? image.Geometry.Spacing : Spacing.Isotropic(1);
        int slice = size.X * size.Y;
        values = AlongRows(values, slice, 1, size.Z, Kernel(options, s.Z), options.Boundary, compute, ct);
        values = AlongRows(values, size.X, size.Z, size.Y, Kernel(options, s.Y), options.Boundary, compute, ct);
        AlongX(values, size, Kernel(options, s.X), options.Boundary, compute, ct);
        return new Volume<double>(image.Geometry, values);
    }

    /// <summary>Weights of the centre and the voxels on one side; the other side is equal.</summary>
    private static double[] Kernel(GaussianOptions options, double spacing)
    {
        double sigma = options.Sigma / spacing;
        int radius = (int)(options.Truncate * sigma + 0.5);
        var weights = new double[radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++)
        {
            double weight = radius == 0 ? 1 : Math.Exp(-0.5 / (sigma * sigma) * i * i);
            weights[Math.Abs(i)] = weight;
            sum += weight;
        }

        for (int i = 0; i <= radius; i++) weights[i] /= sum;
        return weights;
    }

    private static double[] AlongRows(
        double[] source, int rowLength, int blocks, int n, double[] kernel, BoundaryMode boundary, ComputeOptions? compute, CancellationToken ct)
    {
        if (kernel.Length == 1) return source;
        var result = new double[source.Length];
        OrderedParallel.For(
            blocks * n,
            unit =>
            {
                int block = unit / n * n, k = unit % n;
                Span<double> target = result.AsSpan(unit * rowLength, rowLength);
                ReadOnlySpan<double> centre = source.AsSpan(unit * rowLength, rowLength);
                for (int x = 0; x < target.Length; x++) target[x] = centre[x] * kernel[0];
                for (int j = kernel.Length - 1; j > 0; j--)
                {
                    ReadOnlySpan<double> before = source.AsSpan((block + Inside(k - j, n, boundary)) * rowLength, rowLength);
                    ReadOnlySpan<double> after = source.AsSpan((block + Inside(k + j, n, boundary)) * rowLength, rowLength);
                    double weight = kernel[j];
                    for (int x = 0; x < target.Length; x++) target[x] += (before[x] + after[x]) * weight;
                }
            },
            compute,
            ct);
        return result;
    }

    private static void AlongX(double[] values, GridSize size, double[] kernel, BoundaryMode boundary, ComputeOptions? compute, CancellationToken ct)
    {
        int radius = kernel.Length - 1, n = size.X;
        if (radius == 0) return;
        OrderedParallel.For(
            size.Z,
            z =>
            {
                Span<double> line = new double[n + 2 * radius];
                for (int y = 0; y < size.Y; y++)
                {
                    Span<double> row = values.AsSpan(size.Offset(0, y, z), n);
                    for (int i = 0; i < line.Length; i++) line[i] = row[Inside(i - radius, n, boundary)];
                    for (int x = 0; x < n; x++)
                    {
                        double sum = line[x + radius] * kernel[0];
                        for (int j = radius; j > 0; j--) sum += (line[x + radius - j] + line[x + radius + j]) * kernel[j];
                        row[x] = sum;
                    }
                }
            },
            compute,
            ct);
    }

    private static int Inside(int i, int n, BoundaryMode boundary)
    {
        if ((uint)i < (uint)n) return i;
        if (boundary == BoundaryMode.Nearest) return i < 0 ? 0 : n - 1;
        int period = 2 * n;
        i = (i % period + period) % period;
        return i < n ? i : period - 1 - i;
    }
}
