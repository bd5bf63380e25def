namespace Thca.Statistics.Summaries;

/// <summary>Sample quantiles of type 7 (linear interpolation between order statistics; the default of R and NumPy).</summary>
public static class Quantiles
{
    /// <summary>One quantile of unsorted values.</summary>
    /// <param name="values">Any order; NaN entries are left out.</param>
    /// <param name="q">In [0, 1].</param>
    /// <returns>NaN when there is no value.</returns>
    public static double Of(ReadOnlySpan<double> values, double q) => OfSorted(Sorted(values), q);

    /// <summary>Several quantiles of unsorted values; sorts once.</summary>
    public static double[] Of(ReadOnlySpan<double> values, ReadOnlySpan<double> qs)
    {
        double[] sorted = Sorted(values);
        var result = new double[qs.Length];
        for (int i = 0; i < result.Length; i++) result[i] = OfSorted(sorted, qs[i]);
        return result;
    }

    /// <summary>One quantile of ascending values without NaN: h = (n-1)q, between the order statistics at the floor of h and the next.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is outside [0, 1].</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double q)
    {
        if (q is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile lies between 0 and 1.");
        if (sorted.Length == 0) return double.NaN;
        double h = (sorted.Length - 1) * q;
        int k = Math.Min((int)Math.Floor(h), sorted.Length - 2);
        return k < 0 ? sorted[0] : sorted[k] + (h - k) * (sorted[k + 1] - sorted[k]);
    }

    /// <summary>The values without NaN in ascending order.</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        double[] sorted = Finite.Observed(values);
        Array.Sort(sorted);
        return sorted;
    }
}
