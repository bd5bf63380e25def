namespace Thca.Statistics.Clustering;

/// <summary>Column-wise standardisation with the population standard deviation; a constant column is only centred.</summary>
public sealed class ZScore
{
    private ZScore(double[] mean, double[] scale) => (Mean, Scale) = (mean, scale);

    /// <summary>Mean of every column.</summary>
    public IReadOnlyList<double> Mean { get; }

    /// <summary>Standard deviation of every column, 1 where it is zero (up to rounding).</summary>
    public IReadOnlyList<double> Scale { get; }

    /// <summary>Learns means and scales.</summary>
    /// <param name="rows">Values row by row.</param>
    /// <param name="columns">Values per row.</param>
    public static ZScore Fit(ReadOnlySpan<double> rows, int columns)
    {
        int n = rows.Length / columns;
        double[] mean = new double[columns], scale = new double[columns];
        for (int c = 0; c < columns; c++)
        {
            double sum = 0;
            for (int r = 0; r < n; r++) sum += rows[r * columns + c];
            mean[c] = sum / n;
            double squares = 0, residual = 0;
            for (int r = 0; r < n; r++)
            {
                double d = rows[r * columns + c] - mean[c];
                squares += d * d;
                residual += d;
            }

            double variance = (squares - residual * residual / n) / n;
            scale[c] = IsConstant(variance, mean[c], n) ? 1 : Math.Sqrt(variance);
        }

        return new ZScore(mean, scale);
    }

    /// <summary>The rows with every column centred and scaled.</summary>
    public double[] Transform(ReadOnlySpan<double> rows)
    {
        var result = new double[rows.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int c = i % Mean.Count;
            result[i] = (rows[i] - Mean[c]) / Scale[c];
        }

        return result;
    }

    // Variance within the rounding error of its own computation.
    private static bool IsConstant(double variance, double mean, int n)
    {
        const double epsilon = 2.220446049250313e-16;
        double bound = n * epsilon * variance + n * mean * epsilon * (n * mean * epsilon);
        return variance <= bound;
    }
}
