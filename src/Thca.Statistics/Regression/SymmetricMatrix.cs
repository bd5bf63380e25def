namespace Thca.Statistics.Regression;

/// <summary>Small dense symmetric positive definite systems, row-major, for inner loops.</summary>
public static class SymmetricMatrix
{
    /// <summary>Replaces the lower triangle of a by its Cholesky factor; false when a is not positive definite.</summary>
    /// <param name="a">n x n numbers, row by row; only the lower triangle is read and replaced.</param>
    /// <param name="n">Rows.</param>
    public static bool TryCholesky(double[] a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double d = a[j * n + j];
            for (int k = 0; k < j; k++) d -= a[j * n + k] * a[j * n + k];
            if (!(d > 1e-14 * Math.Abs(a[j * n + j]))) return false;
            double root = Math.Sqrt(d);
            a[j * n + j] = root;
            for (int i = j + 1; i < n; i++)
            {
                double s = a[i * n + j];
                for (int k = 0; k < j; k++) s -= a[i * n + k] * a[j * n + k];
                a[i * n + j] = s / root;
            }
        }

        return true;
    }

    /// <summary>Solves L L' x = b in place.</summary>
    /// <param name="l">The factor of <see cref="TryCholesky"/>.</param>
    /// <param name="n">Rows.</param>
    /// <param name="b">The right-hand side; becomes the solution.</param>
    public static void SolveCholesky(double[] l, int n, Span<double> b)
    {
        for (int i = 0; i < n; i++)
        {
            double s = b[i];
            for (int k = 0; k < i; k++) s -= l[i * n + k] * b[k];
            b[i] = s / l[i * n + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double s = b[i];
            for (int k = i + 1; k < n; k++) s -= l[k * n + i] * b[k];
            b[i] = s / l[i * n + i];
        }
    }

    /// <summary>ln det of L L'.</summary>
    /// <param name="l">The factor of <see cref="TryCholesky"/>.</param>
    /// <param name="n">Rows.</param>
    public static double LogDeterminant(double[] l, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += Math.Log(l[i * n + i]);
        return 2 * sum;
    }

    /// <summary>The inverse of L L'.</summary>
    /// <param name="l">The factor of <see cref="TryCholesky"/>.</param>
    /// <param name="n">Rows.</param>
    public static double[] InverseFromCholesky(double[] l, int n)
    {
        var inverse = new double[n * n];
        var column = new double[n];
        for (int j = 0; j < n; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            SolveCholesky(l, n, column);
            for (int i = 0; i < n; i++) inverse[i * n + j] = column[i];
        }

        return inverse;
    }
}
