using Thca.Core.Geometry;
using Thca.Radiomics.Numerics;
using Thca.Radiomics.Preprocessing;

namespace Thca.Radiomics.Shape;

/// <summary>Variances of a region's voxel centres along its principal axes, mm², ascending.</summary>
internal static class PrincipalAxes
{
    /// <summary>
    /// Eigenvalues of the coordinates' covariance (divided by the number of voxels). Sums are exact integers, so a region that is flat along an axis
    /// has a variance of exactly 0 there.
    /// </summary>
    /// <param name="box">Extents of the bounding box.</param>
    /// <param name="boxOffsets">Position of every voxel in it.</param>
    /// <param name="spacing">Voxel spacing.</param>
    /// <param name="axes">Axes to use: 0 = x, 1 = y, 2 = z; those with a single voxel last.</param>
    public static double[] Variances(GridSize box, ReadOnlySpan<int> boxOffsets, Spacing spacing, ReadOnlySpan<int> axes)
    {
        long[] sum = new long[3];
        long[,] product = new long[3, 3];
        var cursor = new GridCursor(box);
        foreach (int offset in boxOffsets)
        {
            VoxelIndex v = cursor.At(offset);
            sum[0] += v.X;
            sum[1] += v.Y;
            sum[2] += v.Z;
            product[0, 0] += (long)v.X * v.X;
            product[0, 1] += (long)v.X * v.Y;
            product[0, 2] += (long)v.X * v.Z;
            product[1, 1] += (long)v.Y * v.Y;
            product[1, 2] += (long)v.Y * v.Z;
            product[2, 2] += (long)v.Z * v.Z;
        }

        return Eigenvalues(sum, product, boxOffsets.Length, [spacing.X, spacing.Y, spacing.Z], axes);
    }

    private static double[] Eigenvalues(long[] sum, long[,] product, long count, double[] spacing, ReadOnlySpan<int> axes)
    {
        int n = axes.Length;
        var covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                int a = Math.Min(axes[i], axes[j]), b = Math.Max(axes[i], axes[j]);
                Int128 numerator = (Int128)count * product[a, b] - (Int128)sum[a] * sum[b];
                covariance[i * n + j] = (double)numerator / ((double)count * count) * spacing[a] * spacing[b];
            }
        }

        var eigenvalues = new double[n];
        SymmetricEigenvalues.Compute(covariance, n, eigenvalues, new double[n]);
        Array.Sort(eigenvalues);
        for (int i = 0; i < n; i++) if (eigenvalues[i] is < 0 and > -1e-10) eigenvalues[i] = 0;
        return eigenvalues;
    }
}
