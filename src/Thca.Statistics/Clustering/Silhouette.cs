using System.Numerics.Tensors;

using Thca.Core.Compute;

namespace Thca.Statistics.Clustering;

/// <summary>
/// Silhouette width of a partition (Rousseeuw, 1987): s = (b - a) / max(a, b), with a the mean Euclidean distance to the own cluster and b
/// the smallest mean distance to another one. A row alone in its cluster has 0.
/// </summary>
public static class Silhouette
{
    /// <summary>Mean silhouette width, -1 to 1; NaN when there is only one cluster or every row is its own.</summary>
    /// <param name="rows">Values row by row.</param>
    /// <param name="columns">Values per row.</param>
    /// <param name="labels">Cluster of every row, 0 and up.</param>
    public static double Mean(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<int> labels) => Mean(Distances(rows, columns), labels);

    /// <summary>Silhouette width of every row; NaN when there is only one cluster or every row is its own.</summary>
    public static double[] Samples(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<int> labels) => Samples(Distances(rows, columns), labels);

    /// <summary>Mean silhouette width from known distances, so that several partitions of the same rows share them.</summary>
    /// <param name="distances">n x n Euclidean distances, row by row.</param>
    /// <param name="labels">Cluster of every row, 0 and up.</param>
    public static double Mean(ReadOnlySpan<double> distances, ReadOnlySpan<int> labels) =>
        OrderedSums.Sum(Samples(distances, labels)) / labels.Length;

    /// <summary>Silhouette width of every row from known distances.</summary>
    public static double[] Samples(ReadOnlySpan<double> distances, ReadOnlySpan<int> labels)
    {
        int n = labels.Length, k = n == 0 ? 0 : TensorPrimitives.Max(labels) + 1;
        var sizes = new int[k];
        foreach (int label in labels) sizes[label]++;
        int occupied = sizes.Count(s => s > 0);
        var result = new double[n];
        if (occupied < 2 || occupied >= n)
        {
            Array.Fill(result, double.NaN);
            return result;
        }

        var sums = new double[k];
        for (int i = 0; i < n; i++)
        {
            Array.Clear(sums);
            ReadOnlySpan<double> row = distances.Slice(i * n, n);
            for (int j = 0; j < n; j++) sums[labels[j]] += row[j];
            result[i] = Width(sums, sizes, labels[i]);
        }

        return result;
    }

    /// <summary>Euclidean distances between all pairs of rows, n x n, row by row.</summary>
    public static double[] Distances(ReadOnlySpan<double> rows, int columns)
    {
        int n = rows.Length / columns;
        var distances = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
                distances[i * n + j] = distances[j * n + i] = OrderedSums.Distance(rows.Slice(i * columns, columns), rows.Slice(j * columns, columns));
        }

        return distances;
    }

    private static double Width(double[] sums, int[] sizes, int own)
    {
        if (sizes[own] == 1) return 0;
        double a = sums[own] / (sizes[own] - 1), b = double.PositiveInfinity;
        for (int c = 0; c < sums.Length; c++)
        {
            if (c != own && sizes[c] > 0) b = Math.Min(b, sums[c] / sizes[c]);
        }

        double larger = Math.Max(a, b);
        return larger == 0 ? 0 : (b - a) / larger;
    }
}
