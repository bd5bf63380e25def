using Thca.Statistics.Summaries;

namespace Thca.Statistics.Calibration;

/// <summary>Predicted against observed risk in bins.</summary>
public static class CalibrationBins
{
    /// <summary>Bins between quantiles of the probabilities (as scikit-learn); a value on an inner edge falls below it, empty bins are left out.</summary>
    public static IReadOnlyList<CalibrationBin> ByQuantile(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities, int bins)
    {
        double[] sorted = Quantiles.Sorted(probabilities);
        return ByEdges(outcome, probabilities, [.. Enumerable.Range(1, bins - 1).Select(i => Quantiles.OfSorted(sorted, (double)i / bins))]);
    }

    /// <summary>Bins of equal width on [0, 1].</summary>
    public static IReadOnlyList<CalibrationBin> Uniform(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities, int bins) =>
        ByEdges(outcome, probabilities, [.. Enumerable.Range(1, bins - 1).Select(i => (double)i / bins)]);

    /// <summary>Bins with equal numbers of patients (within one) in order of probability.</summary>
    public static IReadOnlyList<CalibrationBin> EqualCount(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities, int bins)
    {
        double[] sorted = probabilities.ToArray();
        bool[] labels = outcome.ToArray();
        Array.Sort(sorted, labels);
        List<CalibrationBin> result = [];
        for (int b = 0; b < bins; b++)
        {
            int from = b * sorted.Length / bins, to = (b + 1) * sorted.Length / bins;
            if (to > from) result.Add(Bin(labels.AsSpan(from, to - from), sorted.AsSpan(from, to - from)));
        }

        return result;
    }

    private static List<CalibrationBin> ByEdges(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities, double[] inner)
    {
        List<CalibrationBin> result = [];
        for (int b = 0; b <= inner.Length; b++)
        {
            double low = b == 0 ? double.NegativeInfinity : inner[b - 1], high = b == inner.Length ? double.PositiveInfinity : inner[b];
            List<bool> y = [];
            List<double> p = [];
            for (int i = 0; i < outcome.Length; i++)
            {
                if (!(probabilities[i] > low) || !(probabilities[i] <= high)) continue;
                y.Add(outcome[i]);
                p.Add(probabilities[i]);
            }

            if (y.Count > 0) result.Add(Bin([.. y], [.. p]));
        }

        return result;
    }

    private static CalibrationBin Bin(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        foreach (double p in probabilities) sum += p;
        int events = outcome.Count(true);
        return new CalibrationBin(outcome.Length, events, sum / outcome.Length, (double)events / outcome.Length);
    }
}
