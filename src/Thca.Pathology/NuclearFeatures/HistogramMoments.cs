namespace Thca.Pathology.NuclearFeatures;

/// <summary>Moments, extremes, percentiles and entropy of 8-bit values by their histogram.</summary>
internal readonly record struct HistogramMoments(double Mean, double Deviation, double Min, double Max, double P5, double P95, double Skewness, double Kurtosis, double Entropy)
{
    /// <param name="histogram">Counts of the values 0..255.</param>
    /// <param name="count">Their sum, above 0.</param>
    public static HistogramMoments Of(ReadOnlySpan<int> histogram, int count)
    {
        long sum = 0;
        int min = -1, max = 0;
        for (int v = 0; v < histogram.Length; v++)
        {
            if (histogram[v] == 0) continue;
            sum += (long)v * histogram[v];
            if (min < 0) min = v;
            max = v;
        }

        double n = count, mean = sum / n, m2 = 0, m3 = 0, m4 = 0, entropy = 0;
        for (int v = min; v <= max; v++)
        {
            if (histogram[v] == 0) continue;
            double d = v - mean, w = histogram[v], p = w / n;
            m2 += w * d * d;
            m3 += w * d * d * d;
            m4 += w * d * d * d * d;
            entropy -= p * Math.Log2(p);
        }

        (m2, m3, m4) = (m2 / n, m3 / n, m4 / n);
        return new HistogramMoments(
            mean, Math.Sqrt(m2), min, max, Percentile(histogram, count, 0.05), Percentile(histogram, count, 0.95),
            m2 > 0 ? m3 / Math.Pow(m2, 1.5) : double.NaN, m2 > 0 ? m4 / (m2 * m2) - 3 : double.NaN, entropy);
    }

    private static double Percentile(ReadOnlySpan<int> histogram, int count, double q)
    {
        double h = (count - 1) * q;
        int k = (int)h, below = OrderStatistic(histogram, k), above = OrderStatistic(histogram, Math.Min(k + 1, count - 1));
        return below + (h - k) * (above - below);
    }

    private static int OrderStatistic(ReadOnlySpan<int> histogram, int k)
    {
        int seen = 0, v = 0;
        while ((seen += histogram[v]) <= k) v++;
        return v;
    }
}
