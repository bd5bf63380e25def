using Thca.Core.Compute;

namespace Thca.Imaging.Resampling;

/// <summary>
/// Cubic B-spline interpolation (Unser, Aldroubi and Eden 1993) with ITK's conventions: whole-sample mirror at the ends, pole
/// sqrt(3) - 2, start sum cut after 18 terms (an error of 1e-10).
/// </summary>
internal static class CubicBSpline
{
    private const int Horizon = 18;
    private static readonly double Pole = Math.Sqrt(3) - 2;

    /// <summary>Replaces samples by B-spline coefficients along every axis; an axis of one sample is left as it is.</summary>
    public static void Prefilter(double[] values, int nx, int ny, int nz, ComputeOptions compute, CancellationToken ct)
    {
        OrderedParallel.For(
            nz,
            z =>
            {
                for (int y = 0; y < ny; y++) PrefilterLine(values.AsSpan(nx * (y + ny * z), nx));
                PrefilterRows(values.AsSpan(nx * ny * z), nx, nx, ny);
            },
            compute,
            ct);
        OrderedParallel.For(ny, y => PrefilterRows(values.AsSpan(nx * y), nx, nx * ny, nz), compute, ct);
    }

    /// <summary>Weights of the four samples floor - 1 … floor + 2 for a fraction in [0, 1).</summary>
    public static void Weights(double fraction, Span<double> weights)
    {
        double w3 = fraction * fraction * fraction / 6;
        double w0 = 1.0 / 6 + 0.5 * fraction * (fraction - 1) - w3;
        double w2 = fraction + w0 - 2 * w3;
        weights[3] = w3;
        weights[0] = w0;
        weights[2] = w2;
        weights[1] = 1 - w0 - w2 - w3;
    }

    private static void PrefilterLine(Span<double> f)
    {
        int n = f.Length;
        if (n == 1) return;
        for (int i = 0; i < n; i++) f[i] *= 6;
        double start = 0, power = 1;
        if (n > Horizon)
        {
            for (int i = 0; i < Horizon; i++, power *= Pole) start += power * f[i];
        }
        else
        {
            double last = Math.Pow(Pole, n - 1), mirrored = last * last;
            start = f[0] + last * f[n - 1];
            for (int i = 1; i < n - 1; i++)
            {
                power *= Pole;
                mirrored /= Pole;
                start += (power + mirrored) * f[i];
            }

            start /= 1 - last * last;
        }

        f[0] = start;
        for (int i = 1; i < n; i++) f[i] += Pole * f[i - 1];
        f[n - 1] = Pole / (Pole * Pole - 1) * (Pole * f[n - 2] + f[n - 1]);
        for (int i = n - 2; i >= 0; i--) f[i] = Pole * (f[i + 1] - f[i]);
    }

    // The same along an axis of a given stride, a whole row of neighbouring lines at a time so that memory is read in order.
    private static void PrefilterRows(Span<double> f, int width, int stride, int n)
    {
        if (n == 1) return;
        Span<double> start = new double[width];
        for (int i = 0; i < n; i++)
        {
            Span<double> row = f.Slice(i * stride, width);
            for (int x = 0; x < width; x++) row[x] *= 6;
        }

        StartSums(f, width, stride, n, start);
        start.CopyTo(f[..width]);
        for (int i = 1; i < n; i++) AddScaled(f.Slice(i * stride, width), f.Slice((i - 1) * stride, width));
        Span<double> end = f.Slice((n - 1) * stride, width), before = f.Slice((n - 2) * stride, width);
        double gain = Pole / (Pole * Pole - 1);
        for (int x = 0; x < width; x++) end[x] = gain * (Pole * before[x] + end[x]);
        for (int i = n - 2; i >= 0; i--)
        {
            Span<double> row = f.Slice(i * stride, width), next = f.Slice((i + 1) * stride, width);
            for (int x = 0; x < width; x++) row[x] = Pole * (next[x] - row[x]);
        }
    }

    private static void StartSums(ReadOnlySpan<double> f, int width, int stride, int n, Span<double> start)
    {
        bool cut = n > Horizon;
        double last = Math.Pow(Pole, n - 1), power = 1, mirrored = last * last;
        for (int i = 0; i < (cut ? Horizon : n); i++)
        {
            double weight = cut || i == 0 ? power : i == n - 1 ? last : power + mirrored;
            ReadOnlySpan<double> row = f.Slice(i * stride, width);
            for (int x = 0; x < width; x++) start[x] += weight * row[x];
            power *= Pole;
            mirrored /= Pole;
        }

        if (cut) return;
        for (int x = 0; x < width; x++) start[x] /= 1 - last * last;
    }

    private static void AddScaled(Span<double> row, ReadOnlySpan<double> before)
    {
        for (int x = 0; x < row.Length; x++) row[x] += Pole * before[x];
    }
}
