using Thca.Radiomics.Numerics;

namespace Thca.Radiomics.Texture;

/// <summary>
/// Maximal correlation coefficient: the second largest singular value of S(i,j) = p(i,j) / √(px(i) py(j)). It equals the square root of the second
/// largest eigenvalue of the textbook matrix Q, but S is well conditioned and, for a symmetrical matrix, symmetric itself.
/// </summary>
internal static class MaximalCorrelation
{
    /// <summary>The coefficient; 1 when only one level occurs in the region, 0 when only one occurs in these pairs.</summary>
    /// <param name="p">K x K probabilities.</param>
    /// <param name="px">Row sums.</param>
    /// <param name="py">Column sums.</param>
    /// <param name="symmetrical">Whether p equals its transpose.</param>
    /// <param name="work">At least K² values, overwritten.</param>
    /// <param name="scratch">At least 2 K values, overwritten.</param>
    public static double Of(ReadOnlySpan<double> p, double[] px, double[] py, bool symmetrical, double[] work, double[] scratch)
    {
        int k = px.Length;
        if (k == 1) return 1;
        int[] rows = Occupied(px), columns = symmetrical ? rows : Occupied(py);
        int n = rows.Length, m = columns.Length;
        if (Math.Min(n, m) < 2) return 0;
        Span<double> s = work.AsSpan(0, n * m);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++) s[i * m + j] = p[rows[i] * k + columns[j]] / Math.Sqrt(px[rows[i]] * py[columns[j]]);
        }

        if (symmetrical)
        {
            SymmetricEigenvalues.Compute(s, n, scratch, scratch.AsSpan(n));
            return SymmetricEigenvalues.TwoLargest(scratch.AsSpan(0, n)).Second;
        }

        double[] gram = Gram(s, n, m);
        SymmetricEigenvalues.Compute(gram, n, scratch, scratch.AsSpan(n));
        return Math.Sqrt(SymmetricEigenvalues.TwoLargest(scratch.AsSpan(0, n)).Second);
    }

    private static int[] Occupied(double[] marginal)
    {
        int count = 0;
        foreach (double v in marginal) count += v > 0 ? 1 : 0;
        var indices = new int[count];
        int next = 0;
        for (int i = 0; i < marginal.Length; i++) if (marginal[i] > 0) indices[next++] = i;
        return indices;
    }

    private static double[] Gram(ReadOnlySpan<double> s, int n, int m)
    {
        var gram = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int c = 0; c < m; c++) sum += s[i * m + c] * s[j * m + c];
                gram[i * n + j] = gram[j * n + i] = sum;
            }
        }

        return gram;
    }
}
