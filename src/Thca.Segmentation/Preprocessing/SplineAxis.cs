using System.Numerics;
using System.Runtime.InteropServices;

namespace Thca.Segmentation.Preprocessing;

/// <summary>
/// Cubic B-spline resizing of one axis: 12 replicated samples at either end, prefilter with pole sqrt(3) - 2 (gain 6, mirrored start), four taps at
/// (i + 0.5) n / m - 0.5. Equals the spline resizing of scikit-image to rounding. Lines lie side by side, so that the arithmetic runs across them.
/// </summary>
internal sealed class SplineAxis
{
    /// <summary>Lines processed at once.</summary>
    public const int Lanes = 64;

    private const int Padding = 12;
    private const int Horizon = 32;
    private static readonly double Pole = Math.Sqrt(3) - 2;

    private readonly int _source;
    private readonly int[] _first;
    private readonly double[] _weights;

    public SplineAxis(int source, int target)
    {
        (_source, Target, _first, _weights) = (source, target, new int[target], new double[4 * target]);
        for (int i = 0; i < target; i++)
        {
            double x = (i + 0.5) * source / target - 0.5 + Padding;
            int floor = (int)Math.Floor(x);
            _first[i] = floor - 1;
            Weights(x - floor, _weights.AsSpan(4 * i, 4));
        }
    }

    public int Target { get; }

    /// <summary>Nothing to do: resizing to the same size gives the samples back.</summary>
    public bool IsIdentity => _source == Target;

    /// <summary>Doubles that <see cref="Apply(Span{double}, int, int, SampleRow)"/> needs as working memory.</summary>
    public int ScratchSize => (_source + 2 * Padding) * Lanes;

    /// <summary>Where sample i of line j goes in the working memory, before <see cref="Apply(Span{double}, int, int, SampleRow)"/>.</summary>
    public static int ScratchOffset(int i, int j) => (i + Padding) * Lanes + j;

    /// <summary>Resizes the lines in the working memory.</summary>
    /// <param name="scratch">Samples at <see cref="ScratchOffset"/>; destroyed.</param>
    /// <param name="row">Receives target sample i of all lines.</param>
    public void Apply(Span<double> scratch, SampleRow row) => Apply(scratch, 0, Target, row);

    /// <summary>Some target samples of the lines in the working memory.</summary>
    /// <param name="scratch">Samples at <see cref="ScratchOffset"/>; destroyed.</param>
    /// <param name="start">First target sample.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="row">Receives target sample i of all lines.</param>
    public void Apply(Span<double> scratch, int start, int end, SampleRow row)
    {
        Pad(scratch);
        Span<Vector<double>> f = MemoryMarshal.Cast<double, Vector<double>>(scratch);
        int lanes = Lanes / Vector<double>.Count;
        Prefilter(f, lanes, _source + 2 * Padding);
        Span<double> sum = stackalloc double[Lanes];
        Span<Vector<double>> to = MemoryMarshal.Cast<double, Vector<double>>(sum);
        for (int i = start; i < end; i++)
        {
            ReadOnlySpan<Vector<double>> taps = f.Slice(_first[i] * lanes, 4 * lanes);
            Vector<double> wa = new(_weights[4 * i]), wb = new(_weights[4 * i + 1]), wc = new(_weights[4 * i + 2]), wd = new(_weights[4 * i + 3]);
            for (int j = 0; j < to.Length; j++) to[j] = wa * taps[j] + wb * taps[lanes + j] + wc * taps[2 * lanes + j] + wd * taps[3 * lanes + j];
            row(i, sum);
        }
    }

    private void Pad(Span<double> scratch)
    {
        Span<double> first = scratch.Slice(Padding * Lanes, Lanes), last = scratch.Slice((Padding + _source - 1) * Lanes, Lanes);
        for (int i = 0; i < Padding; i++)
        {
            first.CopyTo(scratch[(i * Lanes)..]);
            last.CopyTo(scratch[((Padding + _source + i) * Lanes)..]);
        }
    }

    private static void Prefilter(Span<Vector<double>> f, int lanes, int n)
    {
        for (int i = 0; i < n * lanes; i++) f[i] *= 6;
        Span<Vector<double>> start = stackalloc Vector<double>[lanes];
        start.Clear();
        double power = 1;
        for (int i = 0; i < Math.Min(n, Horizon); i++, power *= Pole)
        {
            for (int j = 0; j < lanes; j++) start[j] += power * f[i * lanes + j];
        }

        start.CopyTo(f);
        Vector<double> pole = new(Pole), gain = new(Pole / (Pole * Pole - 1));
        for (int i = lanes; i < n * lanes; i++) f[i] += pole * f[i - lanes];
        Span<Vector<double>> end = f.Slice((n - 1) * lanes, lanes), before = f.Slice((n - 2) * lanes, lanes);
        for (int j = 0; j < lanes; j++) end[j] = gain * (pole * before[j] + end[j]);
        for (int i = (n - 1) * lanes - 1; i >= 0; i--) f[i] = pole * (f[i + lanes] - f[i]);
    }

    private static void Weights(double t, Span<double> w)
    {
        double u = 1 - t;
        w[0] = u * u * u / 6;
        w[1] = 2.0 / 3 - t * t * (2 - t) / 2;
        w[2] = 2.0 / 3 - u * u * (2 - u) / 2;
        w[3] = t * t * t / 6;
    }
}
