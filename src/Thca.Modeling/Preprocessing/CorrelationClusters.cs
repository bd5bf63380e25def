using Thca.Core.Compute;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Preprocessing;

/// <summary>Average-linkage clustering of columns by the distance 1 - |Spearman correlation|.</summary>
internal static class CorrelationClusters
{
    /// <summary>Cluster of every column; clusters are merged while their mean distance is below the cut. No NaN in the columns.</summary>
    public static int[] Assign(IReadOnlyList<double[]> columns, double cut)
    {
        int count = columns.Count;
        double[,] distance = Distances(columns);
        int[] cluster = [.. Enumerable.Range(0, count)], size = [.. Enumerable.Repeat(1, count)];
        bool[] alive = [.. Enumerable.Repeat(true, count)];
        int[] nearest = [.. Enumerable.Range(0, count).Select(i => Nearest(distance, alive, i))];
        while (true)
        {
            int a = -1;
            for (int i = 0; i < count; i++)
            {
                if (alive[i] && nearest[i] >= 0 && (a < 0 || distance[i, nearest[i]] < distance[a, nearest[a]])) a = i;
            }

            if (a < 0 || !(distance[a, nearest[a]] < cut)) return cluster;
            Merge(a, nearest[a], distance, cluster, size, alive);
            for (int i = 0; i < count; i++)
            {
                if (alive[i]) nearest[i] = Nearest(distance, alive, i);
            }
        }
    }

    private static void Merge(int a, int b, double[,] distance, int[] cluster, int[] size, bool[] alive)
    {
        for (int k = 0; k < alive.Length; k++)
        {
            double mean = (size[a] * distance[a, k] + size[b] * distance[b, k]) / (size[a] + size[b]);
            (distance[a, k], distance[k, a]) = (mean, mean);
        }

        size[a] += size[b];
        alive[b] = false;
        for (int k = 0; k < cluster.Length; k++)
        {
            if (cluster[k] == b) cluster[k] = a;
        }
    }

    private static int Nearest(double[,] distance, bool[] alive, int i)
    {
        int nearest = -1;
        for (int k = 0; k < alive.Length; k++)
        {
            if (k != i && alive[k] && (nearest < 0 || distance[i, k] < distance[i, nearest])) nearest = k;
        }

        return nearest;
    }

    private static double[,] Distances(IReadOnlyList<double[]> columns)
    {
        double[][] ranks = [.. columns.Select(StandardisedRanks)];
        var distance = new double[columns.Count, columns.Count];
        for (int i = 0; i < columns.Count; i++)
        {
            for (int j = i + 1; j < columns.Count; j++)
            {
                double value = 1 - Math.Abs(OrderedSums.Dot(ranks[i], ranks[j]));
                (distance[i, j], distance[j, i]) = (value, value);
            }
        }

        return distance;
    }

    private static double[] StandardisedRanks(double[] column)
    {
        double[] ranks = Ranks.Of(column).Values.ToArray();
        double mean = (ranks.Length + 1) / 2.0, sum = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            ranks[i] -= mean;
            sum += ranks[i] * ranks[i];
        }

        double scale = sum > 0 ? 1 / Math.Sqrt(sum) : 0;
        for (int i = 0; i < ranks.Length; i++) ranks[i] *= scale;
        return ranks;
    }
}
