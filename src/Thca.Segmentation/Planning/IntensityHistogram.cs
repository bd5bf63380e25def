namespace Thca.Segmentation.Planning;

/// <summary>The different intensities of a set of voxels and how often each occurs.</summary>
internal sealed class IntensityHistogram
{
    private readonly SortedDictionary<float, long> _counts = [];

    public long Total { get; private set; }

    public void Add(float value, long count = 1)
    {
        _counts[value] = _counts.GetValueOrDefault(value) + count;
        Total += count;
    }

    /// <summary>Counts whole HU quickly: values below -32768 and above 32767 count at the ends.</summary>
    public static IntensityHistogram OfWholeNumbers(IEnumerable<float> values)
    {
        var bins = new long[1 << 16];
        foreach (float v in values) bins[(int)Math.Clamp(MathF.Round(v), short.MinValue, short.MaxValue) - short.MinValue]++;
        var histogram = new IntensityHistogram();
        for (int i = 0; i < bins.Length; i++)
        {
            if (bins[i] > 0) histogram.Add(i + short.MinValue, bins[i]);
        }

        return histogram;
    }

    /// <summary>Statistics over several histograms.</summary>
    /// <param name="cases">One per case; empty ones are left out.</param>
    /// <param name="equalWeights">Whether every case counts the same, however many voxels it has.</param>
    /// <returns>Null where there is no voxel.</returns>
    public static IntensityProperties? Pool(IReadOnlyList<IntensityHistogram> cases, bool equalWeights)
    {
        var weights = new SortedDictionary<float, double>();
        double n = 0;
        foreach (IntensityHistogram one in cases.Where(c => c.Total > 0))
        {
            n += one.Total;
            double share = equalWeights ? 1.0 / one.Total : 1;
            foreach ((float value, long count) in one._counts) weights[value] = weights.GetValueOrDefault(value) + count * share;
        }

        if (weights.Count == 0) return null;
        float[] values = [.. weights.Keys];
        double[] cumulative = [.. weights.Values];
        double mean = 0, variance = 0, total = cumulative.Sum();
        for (int i = 0; i < values.Length; i++) mean += values[i] * (cumulative[i] / total);
        for (int i = 0; i < values.Length; i++) variance += (values[i] - mean) * (values[i] - mean) * (cumulative[i] / total);
        double sum = 0;
        for (int i = 0; i < cumulative.Length; i++) cumulative[i] = (sum += cumulative[i]) * n / total;
        double Percentile(double q) => Between(values, cumulative, q / 100 * (n - 1));
        return new IntensityProperties(mean, Percentile(50), Math.Sqrt(variance), values[0], values[^1], Percentile(99.5), Percentile(0.5));
    }

    // Linear between the order statistics around a position; statistic k is the first value that more than k voxels do not exceed.
    private static double Between(float[] values, double[] cumulative, double position)
    {
        double low = Math.Floor(position), fraction = position - low;
        double a = At(low), b = fraction > 0 ? At(low + 1) : a;
        return a + (b - a) * fraction;

        double At(double k)
        {
            double slack = 1e-9 * cumulative[^1];
            int i = Array.FindIndex(cumulative, c => c > k + Math.Min(slack, 0.25));
            return values[i < 0 ? values.Length - 1 : i];
        }
    }
}
