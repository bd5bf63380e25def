namespace Thca.Statistics.Multiplicity;

/// <summary>
/// Step-down max-T adjustment of Westfall and Young (1993): controls the family-wise error and keeps the correlation between the tests, because
/// all statistics are recomputed on the same permuted data.
/// </summary>
public static class WestfallYoung
{
    /// <summary>Adjusts p-values.</summary>
    /// <param name="observed">|statistic| of every test; NaN for tests outside the family.</param>
    /// <param name="replicates">Number of permutations.</param>
    /// <param name="permute">Writes the |statistics| of one more permutation; called once per permutation, in order.</param>
    /// <param name="ct">Stops between permutations.</param>
    /// <returns>Adjusted p-values, (1 + hits)/(1 + replicates), monotone in the statistic; NaN where the statistic is.</returns>
    public static double[] StepDown(ReadOnlySpan<double> observed, int replicates, Action<int, double[]> permute, CancellationToken ct = default)
    {
        double[] statistic = observed.ToArray();
        int[] order = [.. Enumerable.Range(0, statistic.Length).Where(i => !double.IsNaN(statistic[i])).OrderByDescending(i => statistic[i])];
        var hits = new int[statistic.Length];
        var permuted = new double[statistic.Length];
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            if ((replicate & 0xFF) == 0) ct.ThrowIfCancellationRequested();
            permute(replicate, permuted);
            double largest = 0;
            for (int k = order.Length - 1; k >= 0; k--)
            {
                largest = Math.Max(largest, permuted[order[k]]);
                if (largest >= statistic[order[k]] - 1e-12) hits[order[k]]++;
            }
        }

        var adjusted = new double[statistic.Length];
        Array.Fill(adjusted, double.NaN);
        double running = 0;
        foreach (int i in order) adjusted[i] = running = Math.Max(running, (1.0 + hits[i]) / (1.0 + replicates));
        return adjusted;
    }
}
