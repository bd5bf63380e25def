using Thca.Statistics.Distributions;

namespace Thca.Statistics.Correlation;

/// <summary>
/// The polychoric correlation of two ordered grades: the correlation of the two normal variables whose cuts give the table. Two-step maximum
/// likelihood (Olsson, 1979): thresholds from the margins, then the correlation.
/// </summary>
public static class PolychoricCorrelation
{
    /// <summary>Fewest complete pairs for an estimate.</summary>
    public const int MinimumPairs = 20;

    private const string Name = "polychoric";
    private const double Limit = 0.9999;

    /// <summary>Estimates the correlation; pairs with a negative (missing) grade are left out.</summary>
    /// <param name="x">First grade, 0 to <paramref name="levels"/> - 1.</param>
    /// <param name="y">Second grade.</param>
    /// <param name="levels">Number of grades.</param>
    /// <returns>NaN with a reason below 20 pairs or when a grade does not occur in one of the margins.</returns>
    public static CorrelationResult Compute(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int levels)
    {
        if (x.Length != y.Length) throw new ArgumentException($"{x.Length} and {y.Length} grades do not match.", nameof(y));
        var table = new double[levels, levels];
        int n = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0 || y[i] < 0) continue;
            table[x[i], y[i]]++;
            n++;
        }

        if (n < MinimumPairs) return CorrelationResult.Undefined(Name, n, $"At least {MinimumPairs} complete pairs are needed, there are {n}.");
        var rows = new double[levels];
        var columns = new double[levels];
        for (int i = 0; i < levels; i++)
        {
            for (int j = 0; j < levels; j++)
            {
                rows[i] += table[i, j];
                columns[j] += table[i, j];
            }
        }

        if (rows.Contains(0) || columns.Contains(0)) return CorrelationResult.Undefined(Name, n, "A grade does not occur in one of the margins.");
        double rho = Maximize(table, Cuts(rows, n), Cuts(columns, n));
        return Math.Abs(rho) >= Limit - 1e-6
            ? CorrelationResult.Undefined(Name, n, "The likelihood has its maximum at a perfect correlation.")
            : new CorrelationResult { Method = Name, Coefficient = rho, Count = n };
    }

    private static double[] Cuts(double[] margin, double n)
    {
        var cuts = new double[margin.Length + 1];
        (cuts[0], cuts[^1]) = (double.NegativeInfinity, double.PositiveInfinity);
        double sum = 0;
        for (int j = 0; j < margin.Length - 1; j++)
        {
            sum += margin[j];
            cuts[j + 1] = NormalDistribution.Quantile(sum / n);
        }

        return cuts;
    }

    /// <summary>The likelihood of the correlation alone has one maximum: golden section.</summary>
    private static double Maximize(double[,] table, double[] a, double[] b)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2, low = -Limit, high = Limit;
        double left = high - ratio * (high - low), right = low + ratio * (high - low);
        double atLeft = LogLikelihood(table, a, b, left), atRight = LogLikelihood(table, a, b, right);
        while (high - low > 1e-9)
        {
            if (atLeft > atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - ratio * (high - low);
                atLeft = LogLikelihood(table, a, b, left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + ratio * (high - low);
                atRight = LogLikelihood(table, a, b, right);
            }
        }

        return (low + high) / 2;
    }

    private static double LogLikelihood(double[,] table, double[] a, double[] b, double rho)
    {
        int rows = a.Length - 1, columns = b.Length - 1;
        var cdf = new double[rows + 1, columns + 1];
        for (int i = 0; i <= rows; i++)
            for (int j = 0; j <= columns; j++) cdf[i, j] = BivariateNormalDistribution.Cdf(a[i], b[j], rho);
        double sum = 0;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                if (table[i, j] == 0) continue;
                double p = cdf[i + 1, j + 1] - cdf[i, j + 1] - cdf[i + 1, j] + cdf[i, j];
                sum += table[i, j] * Math.Log(Math.Max(p, 1e-300));
            }
        }

        return sum;
    }
}
