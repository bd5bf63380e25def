namespace Thca.Statistics.Clustering;

/// <summary>Agglomerative clustering by Ward's criterion: the two clusters whose union adds the least to the squares within are joined, again and again.</summary>
public sealed class WardClustering
{
    private readonly (int A, int B)[] _joins;

    private WardClustering((int A, int B)[] joins, double[] heights) => (_joins, Heights) = (joins, heights);

    /// <summary>Height of every join in order: √(2 · increase of the squares within), the distance of two points that are joined.</summary>
    public IReadOnlyList<double> Heights { get; }

    /// <summary>Builds the tree.</summary>
    /// <param name="rows">Values row by row.</param>
    /// <param name="columns">Values per row.</param>
    public static WardClustering Fit(ReadOnlySpan<double> rows, int columns)
    {
        int n = rows.Length / columns;
        double[] d = Array.ConvertAll(Silhouette.Distances(rows, columns), v => v * v);
        int[] size = [.. Enumerable.Repeat(1, n)];
        List<int> active = [.. Enumerable.Range(0, n)];
        var joins = new (int A, int B)[Math.Max(0, n - 1)];
        var heights = new double[joins.Length];
        for (int step = 0; step < joins.Length; step++)
        {
            (int a, int b) = Closest(d, n, active);
            (joins[step], heights[step]) = ((a, b), Math.Sqrt(d[a * n + b]));
            foreach (int k in active)
            {
                if (k == a || k == b) continue;
                double total = size[a] + size[b] + size[k];
                d[a * n + k] = d[k * n + a] = ((size[a] + size[k]) * d[a * n + k] + (size[b] + size[k]) * d[b * n + k] - size[k] * d[a * n + b]) / total;
            }

            size[a] += size[b];
            active.Remove(b);
        }

        return new WardClustering(joins, heights);
    }

    /// <summary>The partition into k clusters, numbered by their first row.</summary>
    /// <param name="k">1 to the number of rows.</param>
    public int[] Labels(int k)
    {
        int n = _joins.Length + 1;
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        int[] owner = [.. Enumerable.Range(0, n)];
        for (int step = 0; step < n - k; step++)
            for (int i = 0; i < n; i++) if (owner[i] == _joins[step].B) owner[i] = _joins[step].A;
        int[] names = [.. owner.Distinct()];
        return Array.ConvertAll(owner, o => Array.IndexOf(names, o));
    }

    private static (int A, int B) Closest(double[] d, int n, List<int> active)
    {
        (int A, int B) best = (active[0], active[1]);
        for (int i = 0; i < active.Count; i++)
        {
            for (int j = i + 1; j < active.Count; j++)
                if (d[active[i] * n + active[j]] < d[best.A * n + best.B]) best = (active[i], active[j]);
        }

        return best;
    }
}
