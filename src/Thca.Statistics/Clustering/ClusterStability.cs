using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Clustering;

/// <summary>Stability of the clusters of a Ward partition under bootstrap (Hennig, 2007): for each cluster the mean over samples of the largest Jaccard similarity with a cluster of the sample.</summary>
public static class ClusterStability
{
    /// <summary>Mean Jaccard similarity of every cluster, 0 to 1; above 0.75 counts as stable, below 0.6 as not.</summary>
    /// <param name="rows">Values row by row.</param>
    /// <param name="columns">Values per row.</param>
    /// <param name="labels">The partition.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="replicates">Bootstrap samples.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    public static double[] Jaccard(double[] rows, int columns, int[] labels, RandomSeed seed, int replicates = 200, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        int n = labels.Length, k = n == 0 ? 0 : labels.Max() + 1;
        double[][] similarity = OrderedParallel.Map(replicates, b => Sample(rows, columns, labels, k, seed.Stream("cluster-stability", "", b)), compute, ct);
        return [.. Enumerable.Range(0, k).Select(c => Moments.Mean(Finite.Observed([.. similarity.Select(s => s[c])])))];
    }

    private static double[] Sample(double[] rows, int columns, int[] labels, int k, RandomStream stream)
    {
        int n = labels.Length;
        int[] drawn = [.. Enumerable.Range(0, n).Select(_ => stream.NextInt(n)).Distinct().Order()];
        double[] block = [.. drawn.SelectMany(r => rows[(r * columns)..((r + 1) * columns)])];
        int[] found = WardClustering.Fit(block, columns).Labels(Math.Min(k, drawn.Length));
        var best = new double[k];
        for (int c = 0; c < k; c++)
        {
            int size = drawn.Count(r => labels[r] == c);
            best[c] = double.NaN;
            for (int f = 0; size > 0 && f <= found.Max(); f++)
            {
                int both = 0, other = 0;
                for (int i = 0; i < drawn.Length; i++)
                {
                    if (found[i] != f) continue;
                    other++;
                    if (labels[drawn[i]] == c) both++;
                }

                double jaccard = (double)both / (size + other - both);
                best[c] = double.IsNaN(best[c]) ? jaccard : Math.Max(best[c], jaccard);
            }
        }

        return best;
    }
}
