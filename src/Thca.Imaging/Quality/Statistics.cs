namespace Thca.Imaging.Quality;

/// <summary>Plain descriptive statistics.</summary>
internal static class Statistics
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double v in values) sum += v;
        return sum / values.Length;
    }

    /// <summary>Population standard deviation.</summary>
    public static double StandardDeviation(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), sum = 0;
        foreach (double v in values) sum += (v - mean) * (v - mean);
        return Math.Sqrt(sum / values.Length);
    }

    /// <summary>Percentile by linear interpolation of sorted values.</summary>
    public static double Percentile(ReadOnlySpan<double> sorted, double percent)
    {
        double h = (sorted.Length - 1) * percent / 100;
        int k = (int)Math.Floor(h);
        return k + 1 < sorted.Length ? sorted[k] + (h - k) * (sorted[k + 1] - sorted[k]) : sorted[k];
    }

    /// <summary>1.4826 times the median absolute deviation from the median; sorts the values.</summary>
    public static double RobustDeviation(Span<double> values)
    {
        values.Sort();
        double median = Percentile(values, 50);
        for (int i = 0; i < values.Length; i++) values[i] = Math.Abs(values[i] - median);
        values.Sort();
        return 1.4826 * Percentile(values, 50);
    }
}
