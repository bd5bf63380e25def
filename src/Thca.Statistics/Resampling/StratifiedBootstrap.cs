using Thca.Core.Compute;
using Thca.Core.Randomness;

namespace Thca.Statistics.Resampling;

/// <summary>Bootstrap of patients that keeps the number of rows of each class.</summary>
public static class StratifiedBootstrap
{
    /// <summary>Draws rows with replacement within each class; positives first.</summary>
    public static int[] Draw(ReadOnlySpan<bool> outcome, RandomStream random)
    {
        List<int> positives = [], negatives = [];
        for (int i = 0; i < outcome.Length; i++) (outcome[i] ? positives : negatives).Add(i);
        var rows = new int[outcome.Length];
        int next = 0;
        foreach (List<int> pool in (List<int>[])[positives, negatives])
        {
            for (int i = 0; i < pool.Count; i++) rows[next++] = pool[random.NextInt(pool.Count)];
        }

        return rows;
    }

    /// <summary>Values of a statistic on bootstrap samples, in order; replicate b draws from its own sub-stream.</summary>
    /// <param name="outcome">Class of every row.</param>
    /// <param name="replicates">Number of samples.</param>
    /// <param name="statistic">Statistic of a sample given as row numbers; may return NaN.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">What is being resampled; names the sub-streams.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    public static double[] Replicate(
        bool[] outcome, int replicates, Func<int[], double> statistic, RandomSeed seed, string name, ComputeOptions? compute = null, CancellationToken ct = default) =>
        OrderedParallel.Map(replicates, b => statistic(Draw(outcome, seed.Stream("bootstrap", name, b))), compute, ct);
}
