namespace Thca.Imaging.Resampling;

/// <summary>Source samples and weights for every sample of one target axis.</summary>
internal sealed class AxisTaps
{
    private AxisTaps(int width, int count)
    {
        (Width, Index, Weight, Inside) = (width, new int[width * count], new double[width * count], new bool[count]);
        (First, Last) = (int.MaxValue, -1);
    }

    /// <summary>Source samples per target sample.</summary>
    public int Width { get; }

    public int[] Index { get; }

    public double[] Weight { get; }

    /// <summary>Whether the target sample lies in the source image, [-0.5, n - 0.5).</summary>
    public bool[] Inside { get; }

    /// <summary>Smallest source sample used; above <see cref="Last"/> when the target lies outside.</summary>
    public int First { get; private set; }

    /// <summary>Largest source sample used.</summary>
    public int Last { get; private set; }

    public bool IsEmpty => Last < First;

    public static AxisTaps Create(double[] positions, int n, Interpolation interpolation)
    {
        var taps = new AxisTaps(interpolation == Interpolation.BSpline ? 4 : 2, positions.Length);
        for (int k = 0; k < positions.Length; k++)
        {
            double c = positions[k];
            if (!IsInside(c, n)) continue;
            taps.Inside[k] = true;
            Span<int> index = taps.Index.AsSpan(k * taps.Width, taps.Width);
            Fill(c, n, interpolation, index, taps.Weight.AsSpan(k * taps.Width, taps.Width));
            foreach (int i in index) (taps.First, taps.Last) = (Math.Min(taps.First, i), Math.Max(taps.Last, i));
        }

        return taps;
    }

    public static bool IsInside(double c, int n) => c >= -0.5 && c < n - 0.5;

    /// <summary>Indices and weights for one position: two for linear, four for B-spline.</summary>
    public static void Fill(double c, int n, Interpolation interpolation, Span<int> index, Span<double> weight)
    {
        double floor = Math.Floor(c), fraction = c - floor;
        int at = (int)floor;
        if (interpolation == Interpolation.BSpline)
        {
            CubicBSpline.Weights(fraction, weight);
            for (int i = 0; i < 4; i++) index[i] = Mirror(at - 1 + i, n);
            return;
        }

        // At a sample or beyond the last one a single sample counts, so that a neighbour that is not finite does no harm.
        bool single = fraction == 0 || at < 0 || at >= n - 1;
        index[0] = Math.Clamp(at, 0, n - 1);
        index[1] = single ? index[0] : at + 1;
        (weight[0], weight[1]) = single ? (1, 0) : (1 - fraction, fraction);
    }

    private static int Mirror(int i, int n)
    {
        if (n == 1) return 0;
        int period = 2 * n - 2;
        i = Math.Abs(i) % period;
        return i < n ? i : period - i;
    }
}
