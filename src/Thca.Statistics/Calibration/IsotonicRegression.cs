namespace Thca.Statistics.Calibration;

/// <summary>Least-squares fit of a non-decreasing function by pooling adjacent violators (Barlow et al., 1972).</summary>
public static class IsotonicRegression
{
    private const double Resolution = 1e-15;

    /// <summary>Fits the function; equal inputs are merged first, knots inside a flat stretch are dropped.</summary>
    /// <param name="x">Inputs, finite, at least one.</param>
    /// <param name="y">Targets.</param>
    /// <param name="weights">Weights of the points; empty for 1 each.</param>
    public static IsotonicFit Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights = default)
    {
        if (x.IsEmpty || x.Length != y.Length) throw new ArgumentException("As many targets as inputs are needed, at least one.", nameof(y));
        (List<double> ux, List<double> uy, List<double> uw) = Merge(x, y, weights);
        double[] fitted = Pool(uy, uw);
        List<double> knotsX = [], knotsY = [];
        for (int i = 0; i < fitted.Length; i++)
        {
            bool edge = i == 0 || i == fitted.Length - 1;
            if (!edge && fitted[i] == fitted[i - 1] && fitted[i] == fitted[i + 1]) continue;
            knotsX.Add(ux[i]);
            knotsY.Add(fitted[i]);
        }

        return new IsotonicFit(knotsX, knotsY);
    }

    private static (List<double> X, List<double> Y, List<double> W) Merge(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        double[] xs = x.ToArray(), ys = y.ToArray();
        double[] ws = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, xs.Length)] : weights.ToArray();
        int[] order = [.. Enumerable.Range(0, xs.Length).OrderBy(i => xs[i]).ThenBy(i => ys[i])];
        List<double> ux = [], uy = [], uw = [];
        foreach (int i in order)
        {
            if (ux.Count > 0 && xs[i] - ux[^1] < Resolution)
            {
                double sum = uw[^1] + ws[i];
                uy[^1] = (uy[^1] * uw[^1] + ys[i] * ws[i]) / sum;
                uw[^1] = sum;
            }
            else
            {
                ux.Add(xs[i]);
                uy.Add(ys[i]);
                uw.Add(ws[i]);
            }
        }

        return (ux, uy, uw);
    }

    private static double[] Pool(List<double> y, List<double> w)
    {
        List<(double Sum, double Weight, int Count)> blocks = [];
        for (int i = 0; i < y.Count; i++)
        {
            (double Sum, double Weight, int Count) block = (y[i] * w[i], w[i], 1);
            while (blocks.Count > 0 && block.Sum / block.Weight <= blocks[^1].Sum / blocks[^1].Weight)
            {
                (double sum, double weight, int count) = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                block = (sum + block.Sum, weight + block.Weight, count + block.Count);
            }

            blocks.Add(block);
        }

        return [.. blocks.SelectMany(b => Enumerable.Repeat(b.Sum / b.Weight, b.Count))];
    }
}
