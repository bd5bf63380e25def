using MathNet.Numerics.LinearAlgebra;

namespace Thca.Statistics.Regression;

/// <summary>Variance inflation factors: how much collinearity widens the intervals of coefficients.</summary>
public static class VarianceInflation
{
    /// <summary>VIF of every column but the intercept: the diagonal of the inverse correlation matrix; infinite when columns are dependent.</summary>
    public static double[] OfColumns(DesignMatrix design)
    {
        Matrix<double> r = Correlation(design);
        return r.RowCount == 0 ? [] : IsSingular(r) ? [.. Enumerable.Repeat(double.PositiveInfinity, r.RowCount)] : [.. r.Inverse().Diagonal()];
    }

    /// <summary>
    /// Generalised VIF of a term with several columns (Fox and Monette, 1992): det(R_term)·det(R_rest)/det(R). Comparable with a VIF is its
    /// 1/(2q) power squared, q the number of columns.
    /// </summary>
    /// <param name="correlation">Correlation matrix of columns or of coefficients, without the intercept.</param>
    /// <param name="term">Rows of the matrix that belong to the term.</param>
    public static double Generalized(Matrix<double> correlation, IReadOnlyList<int> term)
    {
        int[] rest = [.. Enumerable.Range(0, correlation.RowCount).Except(term)];
        if (rest.Length == 0) return 1;
        if (IsSingular(correlation)) return double.PositiveInfinity;
        return Part(correlation, term).Determinant() * Part(correlation, rest).Determinant() / correlation.Determinant();
    }

    /// <summary>Correlation matrix of the columns without the intercept.</summary>
    public static Matrix<double> Correlation(DesignMatrix design)
    {
        int first = design.HasIntercept ? 1 : 0;
        double[][] columns = [.. Enumerable.Range(first, design.Columns - first).Select(j => Standardized(design.Column(j)))];
        return Matrix<double>.Build.Dense(columns.Length, columns.Length, (i, j) => i == j ? 1 : VectorKernels.Dot(columns[i], columns[j]));
    }

    /// <summary>Correlation matrix of the coefficients without the intercept (the convention of R's car package for generalised linear models).</summary>
    public static Matrix<double> CoefficientCorrelation(LogisticFit fit)
    {
        int first = fit.Design.HasIntercept ? 1 : 0;
        double[,] v = fit.Covariance;
        return Matrix<double>.Build.Dense(
            v.GetLength(0) - first, v.GetLength(0) - first, (i, j) => v[i + first, j + first] / Math.Sqrt(v[i + first, i + first] * v[j + first, j + first]));
    }

    private static double[] Standardized(ReadOnlySpan<double> column)
    {
        double mean = Summaries.Moments.Mean(column);
        double[] v = new double[column.Length];
        for (int i = 0; i < v.Length; i++) v[i] = column[i] - mean;
        double length = Math.Sqrt(VectorKernels.Dot(v, v));
        for (int i = 0; i < v.Length; i++) v[i] /= length;
        return v;
    }

    private static Matrix<double> Part(Matrix<double> m, IReadOnlyList<int> rows) => Matrix<double>.Build.Dense(rows.Count, rows.Count, (i, j) => m[rows[i], rows[j]]);

    private static bool IsSingular(Matrix<double> r) => !(Math.Abs(r.Determinant()) > 1e-14);
}
