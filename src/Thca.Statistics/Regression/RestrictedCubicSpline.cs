using Thca.Statistics.Summaries;

namespace Thca.Statistics.Regression;

/// <summary>Restricted cubic splines (Harrell): cubic between knots, linear beyond the outer ones.</summary>
public static class RestrictedCubicSpline
{
    /// <summary>Knots at the 5th, 35th, 65th and 95th percentiles; fewer when percentiles coincide.</summary>
    public static double[] FourKnots(ReadOnlySpan<double> values) => [.. Quantiles.Of(values, [0.05, 0.35, 0.65, 0.95]).Distinct()];

    /// <summary>
    /// The non-linear terms, one fewer than knots minus one:
    /// [(x-tj)³₊ - (x-t(k-1))³₊ (tk-tj)/(tk-t(k-1)) + (x-tk)³₊ (t(k-1)-tj)/(tk-t(k-1))] / (tk-t1)².
    /// </summary>
    /// <param name="values">Values of the variable.</param>
    /// <param name="knots">At least three, ascending and distinct.</param>
    /// <exception cref="ArgumentException">Fewer than three knots.</exception>
    public static double[][] NonLinearTerms(ReadOnlySpan<double> values, ReadOnlySpan<double> knots)
    {
        if (knots.Length < 3) throw new ArgumentException($"At least three distinct knots are needed, there are {knots.Length}.", nameof(knots));
        double last = knots[^1], before = knots[^2], scale = (last - knots[0]) * (last - knots[0]);
        var terms = new double[knots.Length - 2][];
        for (int j = 0; j < terms.Length; j++)
        {
            terms[j] = new double[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                terms[j][i] = (Cube(values[i] - knots[j])
                    - Cube(values[i] - before) * (last - knots[j]) / (last - before)
                    + Cube(values[i] - last) * (before - knots[j]) / (last - before)) / scale;
            }
        }

        return terms;
    }

    private static double Cube(double v) => v > 0 ? v * v * v : 0;
}
