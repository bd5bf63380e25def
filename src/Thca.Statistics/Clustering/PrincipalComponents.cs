using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Thca.Statistics.Clustering;

/// <summary>Principal components of a table; the sign of every component makes its entry of largest magnitude positive.</summary>
public sealed class PrincipalComponents
{
    private readonly double[] _mean;
    private readonly Matrix<double> _directions;

    private PrincipalComponents(double[] mean, Matrix<double> directions, double[] ratios) =>
        (_mean, _directions, ExplainedVarianceRatios) = (mean, directions, ratios);

    /// <summary>Number of components kept.</summary>
    public int Count => _directions.ColumnCount;

    /// <summary>Share of the total variance of every component kept.</summary>
    public IReadOnlyList<double> ExplainedVarianceRatios { get; }

    /// <summary>Learns the smallest number of components that explains a share of the variance; at least one.</summary>
    /// <param name="rows">Values row by row.</param>
    /// <param name="columns">Values per row.</param>
    /// <param name="share">Share of the variance, 0 to 1.</param>
    public static PrincipalComponents Fit(ReadOnlySpan<double> rows, int columns, double share)
    {
        int n = rows.Length / columns;
        Matrix<double> x = Matrix<double>.Build.DenseOfRowMajor(n, columns, rows.ToArray());
        double[] mean = [.. x.ColumnSums() / n];
        for (int c = 0; c < columns; c++) x.SetColumn(c, x.Column(c) - mean[c]);
        Svd<double> svd = x.Svd(computeVectors: true);
        double total = svd.S.DotProduct(svd.S), explained = 0;
        List<double> ratios = [];
        int limit = Math.Min(n, columns);
        while (ratios.Count < limit && (ratios.Count == 0 || explained < share * (1 - 1e-12)))
        {
            double ratio = total == 0 ? 0 : svd.S[ratios.Count] * svd.S[ratios.Count] / total;
            explained += ratio;
            ratios.Add(ratio);
        }

        Matrix<double> directions = svd.VT.SubMatrix(0, ratios.Count, 0, columns).Transpose();
        for (int c = 0; c < directions.ColumnCount; c++)
        {
            Vector<double> direction = directions.Column(c);
            if (direction[direction.AbsoluteMaximumIndex()] < 0) directions.SetColumn(c, -direction);
        }

        return new PrincipalComponents(mean, directions, [.. ratios]);
    }

    /// <summary>Coordinates of rows along the components, row by row.</summary>
    public double[] Transform(ReadOnlySpan<double> rows)
    {
        Matrix<double> x = Matrix<double>.Build.DenseOfRowMajor(rows.Length / _mean.Length, _mean.Length, rows.ToArray());
        for (int c = 0; c < _mean.Length; c++) x.SetColumn(c, x.Column(c) - _mean[c]);
        return (x * _directions).ToRowMajorArray();
    }
}
