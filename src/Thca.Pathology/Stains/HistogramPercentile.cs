namespace Thca.Pathology.Stains;

/// <summary>
/// Exact percentiles (linear between order statistics at q(n-1)/100) without sorting: values are counted in narrow bins first, then only those in the
/// bins of the wanted ranks are sorted.
/// </summary>
internal static class HistogramPercentile
{
    private const int Bins = 1 << 15;

    /// <summary>Percentiles of values that lie within bounds.</summary>
    public static double[] Of(ReadOnlySpan<double> values, double low, double high, params ReadOnlySpan<double> percentiles)
    {
        double factor = high > low ? (Bins - 1) / (high - low) : 0;
        var counts = new int[Bins];
        foreach (double v in values) counts[(int)((v - low) * factor)]++;
        var result = new double[percentiles.Length];
        for (int p = 0; p < result.Length; p++)
        {
            double position = percentiles[p] / 100 * (values.Length - 1);
            int lower = (int)Math.Floor(position), upper = Math.Min(values.Length - 1, lower + 1);
            (int first, int before) = BinOf(counts, lower);
            (int last, _) = BinOf(counts, upper);
            var inside = new List<double>();
            foreach (double v in values)
            {
                int bin = (int)((v - low) * factor);
                if (bin >= first && bin <= last) inside.Add(v);
            }

            inside.Sort();
            double a = inside[lower - before], b = inside[upper - before];
            result[p] = a + (b - a) * (position - lower);
        }

        return result;
    }

    /// <summary>A percentile of a histogram of whole numbers.</summary>
    public static double Of(ReadOnlySpan<long> histogram, double percentile)
    {
        long total = 0;
        foreach (long count in histogram) total += count;
        double position = percentile / 100 * (total - 1);
        long lower = (long)Math.Floor(position);
        int a = ValueAt(histogram, lower), b = ValueAt(histogram, Math.Min(total - 1, lower + 1));
        return a + (b - a) * (position - lower);
    }

    private static int ValueAt(ReadOnlySpan<long> histogram, long rank)
    {
        int value = 0;
        for (long below = histogram[0]; below <= rank; below += histogram[value]) value++;
        return value;
    }

    private static (int Bin, int Before) BinOf(int[] counts, int rank)
    {
        int bin = 0, before = 0;
        while (before + counts[bin] <= rank) before += counts[bin++];
        return (bin, before);
    }
}
