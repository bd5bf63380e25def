namespace Thca.Statistics.Calibration;

/// <summary>
/// Local linear regression with tricube weights over the nearest share of points (Cleveland, 1979): the smooth calibration curve. Values are
/// limited to [0, 1].
/// </summary>
public static class LocalLinearSmoother
{
    /// <summary>Share of points in each neighbourhood.</summary>
    public const double DefaultSpan = 0.75;

    /// <summary>The curve at every point of <paramref name="at"/>.</summary>
    /// <param name="x">Predicted probabilities.</param>
    /// <param name="outcome">Whether each patient had the event.</param>
    /// <param name="at">Where the curve is wanted.</param>
    /// <param name="span">Share of points in a neighbourhood, in (0, 1].</param>
    public static double[] Smooth(ReadOnlySpan<double> x, ReadOnlySpan<bool> outcome, ReadOnlySpan<double> at, double span = DefaultSpan)
    {
        double[] xs = x.ToArray();
        bool[] ys = outcome.ToArray();
        Array.Sort(xs, ys);
        int count = Math.Clamp((int)Math.Ceiling(span * xs.Length), Math.Min(2, xs.Length), xs.Length);
        var result = new double[at.Length];
        for (int i = 0; i < result.Length; i++) result[i] = At(xs, ys, at[i], count);
        return result;
    }

    private static double At(double[] xs, bool[] ys, double x, int count)
    {
        double radius = Radius(xs, x, count);
        double w0 = 0, w1 = 0, w2 = 0, s0 = 0, s1 = 0;
        for (int i = LowerBound(xs, x - radius); i < xs.Length && xs[i] <= x + radius; i++)
        {
            double d = xs[i] - x, u = radius > 0 ? Math.Abs(d) / radius : 0, t = 1 - u * u * u;
            double weight = radius > 0 ? t * t * t : 1;
            w0 += weight;
            w1 += weight * d;
            w2 += weight * d * d;
            if (!ys[i]) continue;
            s0 += weight;
            s1 += weight * d;
        }

        double determinant = w0 * w2 - w1 * w1;
        double value = w0 == 0 ? Nearest(xs, ys, x) : determinant > 1e-12 * w0 * w0 ? (w2 * s0 - w1 * s1) / determinant : s0 / w0;
        return Math.Clamp(value, 0, 1);
    }

    // All neighbours at exactly the radius have weight 0; then the mean of the nearest value decides.
    private static double Nearest(double[] xs, bool[] ys, double x)
    {
        double nearest = xs.MinBy(v => Math.Abs(v - x));
        int from = LowerBound(xs, nearest), events = 0, count = 0;
        for (int i = from; i < xs.Length && xs[i] == nearest; i++, count++)
        {
            if (ys[i]) events++;
        }

        return (double)events / count;
    }

    private static double Radius(double[] xs, double x, int count)
    {
        int right = LowerBound(xs, x), left = right - 1;
        double radius = 0;
        for (int taken = 0; taken < count; taken++)
        {
            double toLeft = left >= 0 ? x - xs[left] : double.PositiveInfinity, toRight = right < xs.Length ? xs[right] - x : double.PositiveInfinity;
            if (toLeft <= toRight) (radius, left) = (toLeft, left - 1);
            else (radius, right) = (toRight, right + 1);
        }

        return radius;
    }

    private static int LowerBound(double[] xs, double value)
    {
        int low = 0, high = xs.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (xs[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
