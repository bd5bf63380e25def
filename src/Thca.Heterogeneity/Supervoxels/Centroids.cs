using System.Numerics;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>Cluster centres, one array per coordinate (voxels), padded to whole vectors. A cluster that lost all voxels lies at infinity.</summary>
internal sealed class Centroids
{
    public Centroids(int count)
    {
        Count = count;
        int padded = (count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        (Z, Y, X, F) = (new double[padded], new double[padded], new double[padded], new double[padded]);
        for (int k = count; k < padded; k++) Z[k] = double.PositiveInfinity;
    }

    public int Count { get; }

    public double[] Z { get; }

    public double[] Y { get; }

    public double[] X { get; }

    /// <summary>Mean intensity.</summary>
    public double[] F { get; }

    /// <summary>Moves every centre to the mean of its voxels, summed in raster order.</summary>
    /// <param name="emptyStays">An empty cluster keeps its place instead of leaving for good.</param>
    public void MoveTo(int[] labels, MaskPoints points, double[]? f, bool emptyStays)
    {
        var counts = new int[Count];
        var sums = new double[4 * Count];
        for (int i = 0; i < labels.Length; i++)
        {
            int k = labels[i];
            if (k < 0) continue;
            counts[k]++;
            int at = 4 * k;
            sums[at] += points.Z[i];
            sums[at + 1] += points.Y[i];
            sums[at + 2] += points.X[i];
            if (f is not null) sums[at + 3] += f[i];
        }

        for (int k = 0; k < Count; k++)
        {
            if (counts[k] > 0) (Z[k], Y[k], X[k], F[k]) = (sums[4 * k] / counts[k], sums[4 * k + 1] / counts[k], sums[4 * k + 2] / counts[k], sums[4 * k + 3] / counts[k]);
            else if (!emptyStays) Z[k] = double.PositiveInfinity;
        }
    }
}
