namespace Thca.Modeling.Thresholds;

/// <summary>The thresholds that make different decisions on some probabilities.</summary>
internal static class ThresholdCandidates
{
    /// <summary>0, the midpoints between neighbouring distinct probabilities, and the number just above the highest, ascending.</summary>
    public static double[] Of(ReadOnlySpan<double> probabilities)
    {
        double[] sorted = probabilities.ToArray();
        Array.Sort(sorted);
        List<double> candidates = [0];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] > sorted[i - 1]) candidates.Add(sorted[i - 1] + 0.5 * (sorted[i] - sorted[i - 1]));
        }

        candidates.Add(Math.BitIncrement(sorted[^1]));
        return [.. candidates];
    }
}
