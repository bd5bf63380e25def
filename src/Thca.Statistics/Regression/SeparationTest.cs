using MathNet.Numerics.LinearAlgebra;

namespace Thca.Statistics.Regression;

/// <summary>
/// The exact test for the existence of the maximum likelihood estimate of a logistic regression. By Stiemke's theorem the estimate exists
/// unless some direction r has A r ≥ 0 and not 0, A = diag(2y-1) X; the alternative is solved as non-negative least squares.
/// </summary>
public static class SeparationTest
{
    private const double Tolerance = 1e-8;

    /// <summary>Tests a regression for separation.</summary>
    /// <param name="x">Predictors of full rank, the intercept included.</param>
    /// <param name="y">Outcomes, 0 or 1.</param>
    /// <param name="ct">Cancels the work.</param>
    public static SeparationReport Test(DesignMatrix x, ReadOnlySpan<double> y, CancellationToken ct = default)
    {
        double[][] signed = SignedRows(x, y);
        List<int> left = [.. Enumerable.Range(0, x.Rows)];
        SortedSet<int> infinite = [];
        while (left.Count > 0)
        {
            ct.ThrowIfCancellationRequested();
            if (Recession([.. left.Select(i => signed[i])], x.Columns) is not { } direction) break;
            double[] reach = [.. left.Select(i => signed[i].Zip(direction, (a, r) => a * r).Sum())];
            double largest = reach.Max();
            if (!(largest > 0)) break;
            double widest = direction.Max(Math.Abs);
            for (int j = 0; j < direction.Length; j++) if (Math.Abs(direction[j]) > Tolerance * widest) infinite.Add(j);
            left = [.. left.Where((_, k) => !(reach[k] > Tolerance * largest))];
        }

        if (left.Count == x.Rows) return SeparationReport.None;
        var kept = new HashSet<int>(left);
        return new SeparationReport(
            left.Count == 0 ? SeparationKind.Complete : SeparationKind.QuasiComplete,
            [.. infinite.Select(j => x.Names[j])],
            [.. Enumerable.Range(0, x.Rows).Where(i => !kept.Contains(i))]);
    }

    /// <summary>Rows of A with columns scaled to unit largest absolute value.</summary>
    private static double[][] SignedRows(DesignMatrix x, ReadOnlySpan<double> y)
    {
        var rows = new double[x.Rows][];
        for (int i = 0; i < rows.Length; i++) rows[i] = new double[x.Columns];
        for (int j = 0; j < x.Columns; j++)
        {
            ReadOnlySpan<double> column = x.Column(j);
            double scale = 0;
            foreach (double v in column) scale = Math.Max(scale, Math.Abs(v));
            for (int i = 0; i < rows.Length; i++) rows[i][j] = (2 * y[i] - 1) * column[i] / (scale > 0 ? scale : 1);
        }

        return rows;
    }

    private static double[]? Recession(double[][] rows, int columns)
    {
        Matrix<double> a = Matrix<double>.Build.Dense(columns, rows.Length, (j, i) => rows[i][j]);
        Vector<double> ones = a * Vector<double>.Build.Dense(rows.Length, 1);
        double length = ones.L2Norm();
        if (length <= 1e-12 * rows.Length) return null;
        double[] u = NonNegativeLeastSquares.Solve(a, -ones);
        Vector<double> r = a * (Vector<double>.Build.Dense(u) + 1);
        return r.L2Norm() <= Tolerance * length ? null : [.. r];
    }
}
