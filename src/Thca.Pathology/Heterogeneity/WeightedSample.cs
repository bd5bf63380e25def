namespace Thca.Pathology.Heterogeneity;

/// <summary>
/// The distribution statistics of a sample whose values, sorted once, carry whole weights: with weights 1 the sample itself, with a bootstrap's
/// multiplicities a resample, each in one pass.
/// </summary>
internal readonly ref struct WeightedSample
{
    /// <summary>Names of the statistics, in the order of <see cref="Statistics"/>.</summary>
    public static readonly string[] Names = ["mean", "median", "sd", "cv", "iqr", "qcd", "mad", "range90", "range", "entropy", "gini", "skew", "bimodality"];

    private readonly ReadOnlySpan<double> _sorted;
    private readonly ReadOnlySpan<int> _weights;

    public WeightedSample(ReadOnlySpan<double> sorted, ReadOnlySpan<int> weights)
    {
        _sorted = sorted;
        _weights = weights;
    }

    /// <param name="positive">Whether ratios are meaningful.</param>
    /// <param name="bin">Range of the histogram, or null.</param>
    /// <param name="result">Receives one value per name; NaN where undefined.</param>
    public void Statistics(bool positive, FeatureBin? bin, Span<double> result)
    {
        result.Fill(double.NaN);
        long n = 0;
        double sum = 0, largest = 0;
        int first = -1, last = 0;
        for (int i = 0; i < _sorted.Length; i++)
        {
            if (_weights[i] == 0) continue;
            n += _weights[i];
            sum += _weights[i] * _sorted[i];
            largest = Math.Max(largest, Math.Abs(_sorted[i]));
            if (first < 0) first = i;
            last = i;
        }

        if (n < 2) return;
        double mean = sum / n, m2 = 0, m3 = 0, m4 = 0, ranked = 0, before = 0;
        Span<double> quantiles = stackalloc double[5];
        QuantilesOf(n, quantiles);
        Span<long> histogram = stackalloc long[CohortBins.Steps];
        histogram.Clear();
        bool binned = bin is { } b && b.High > b.Low;
        double low = bin?.Low ?? 0, scale = binned ? CohortBins.Steps / (bin!.High - bin.Low) : 0;
        for (int i = first; i <= last; i++)
        {
            int w = _weights[i];
            if (w == 0) continue;
            double v = _sorted[i], d = v - mean, dd = d * d;
            m2 += w * dd;
            m3 += w * dd * d;
            m4 += w * dd * dd;

            // Ranks before+1 .. before+w: the sum of 2 rank - n - 1 over them.
            ranked += v * (w * (2 * before + w + 1) - w * (n + 1.0));
            before += w;
            if (binned) histogram[Math.Clamp((int)((v - low) * scale), 0, CohortBins.Steps - 1)] += w;
        }

        double sd = Math.Sqrt(m2 / (n - 1));
        (double p5, double p25, double median, double p75, double p95) = (quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4]);
        positive &= _sorted[first] >= 0;
        result[0] = mean;
        result[1] = median;
        result[2] = sd;
        if (positive && mean > 1e-6 * largest) result[3] = sd / mean;
        result[4] = p75 - p25;
        if (positive && p75 + p25 > 0) result[5] = (p75 - p25) / (p75 + p25);
        result[6] = 1.4826 * MedianDeviation(median, n);
        result[7] = p95 - p5;
        result[8] = _sorted[last] - _sorted[first];
        if (binned) result[9] = Entropy(histogram, n);
        if (positive && sum > 0) result[10] = ranked / (n * sum);
        (m2, m3, m4) = (m2 / n, m3 / n, m4 / n);
        if (!(m2 > 0) || _sorted[first] == _sorted[last]) return;
        double skew = m3 / Math.Pow(m2, 1.5);
        result[11] = skew;
        if (n > 3) result[12] = (skew * skew + 1) / (m4 / (m2 * m2) - 3 + 3.0 * (n - 1) * (n - 1) / ((n - 2.0) * (n - 3.0)));
    }

    private static double Entropy(ReadOnlySpan<long> histogram, long n)
    {
        double entropy = 0;
        foreach (long count in histogram)
        {
            if (count > 0) entropy -= (double)count / n * Math.Log2((double)count / n);
        }

        return entropy;
    }

    // Order statistics between positions, as for a plain sample of n values.
    private void QuantilesOf(long n, Span<double> result)
    {
        ReadOnlySpan<double> qs = [0.05, 0.25, 0.5, 0.75, 0.95];
        long seen = 0;
        int at = -1;
        for (int q = 0; q < qs.Length; q++)
        {
            double h = (n - 1) * qs[q];
            long k = (long)h;
            while (seen <= k) seen += _weights[++at];
            double below = _sorted[at], above = below;
            if (k + 1 < n && seen <= k + 1)
            {
                int next = at + 1;
                while (_weights[next] == 0) next++;
                above = _sorted[next];
            }

            result[q] = below + (h - k) * (above - below);
        }
    }

    // Deviations grow away from the median on both sides: walk outwards, always taking the smaller.
    private double MedianDeviation(double median, long n)
    {
        int right = 0;
        while (right < _sorted.Length && _sorted[right] < median) right++;
        int left = right - 1;
        long k = (n - 1) / 2, seen = 0;
        double first = double.NaN;
        while (true)
        {
            while (left >= 0 && _weights[left] == 0) left--;
            while (right < _sorted.Length && _weights[right] == 0) right++;
            double toLeft = left >= 0 ? median - _sorted[left] : double.PositiveInfinity, toRight = right < _sorted.Length ? _sorted[right] - median : double.PositiveInfinity;
            double deviation = Math.Min(toLeft, toRight);
            seen += toLeft <= toRight ? _weights[left--] : _weights[right++];
            if (seen > k && double.IsNaN(first)) first = deviation;
            if (double.IsNaN(first)) continue;
            if (n % 2 == 1) return first;
            if (seen > k + 1) return (first + deviation) / 2;
        }
    }
}
