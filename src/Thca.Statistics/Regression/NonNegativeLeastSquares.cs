using MathNet.Numerics.LinearAlgebra;

namespace Thca.Statistics.Regression;

/// <summary>Least squares with non-negative unknowns by the active-set method of Lawson and Hanson (1974).</summary>
public static class NonNegativeLeastSquares
{
    /// <summary>Minimises |A u - b|² over u ≥ 0.</summary>
    /// <param name="a">Matrix with one column per unknown.</param>
    /// <param name="b">Right-hand side.</param>
    /// <param name="tolerance">Gradient below which an unknown stays at zero, relative to the largest entries; default 1e-12.</param>
    public static double[] Solve(Matrix<double> a, Vector<double> b, double tolerance = 1e-12)
    {
        int n = a.ColumnCount;
        var u = new double[n];
        List<int> passive = [];
        double scale = tolerance * Math.Max(1, a.L1Norm()) * Math.Max(1, b.InfinityNorm());
        for (int iteration = 0; iteration < 3 * n + 30; iteration++)
        {
            Vector<double> gradient = a.TransposeThisAndMultiply(b - a * Vector<double>.Build.Dense(u));
            int best = -1;
            for (int j = 0; j < n; j++)
                if (!passive.Contains(j) && gradient[j] > scale && (best < 0 || gradient[j] > gradient[best])) best = j;
            if (best < 0) break;
            passive.Add(best);
            if (!Refit(a, b, u, passive, best)) break;
        }

        return u;
    }

    /// <summary>Solves on the passive set and steps back to the boundary until every passive unknown is positive; false when nothing can move.</summary>
    private static bool Refit(Matrix<double> a, Vector<double> b, double[] u, List<int> passive, int added)
    {
        while (passive.Count > 0)
        {
            Matrix<double> part = Matrix<double>.Build.DenseOfColumnVectors(passive.Select(j => a.Column(j)));
            double[] s = [.. part.Svd().Solve(b)];
            if (passive.Count > 0 && passive[^1] == added && s[^1] <= 0 && u[added] == 0)
            {
                passive.Remove(added);
                return false;
            }

            double step = 1;
            for (int k = 0; k < s.Length; k++)
                if (s[k] <= 0) step = Math.Min(step, u[passive[k]] / (u[passive[k]] - s[k]));
            for (int k = 0; k < s.Length; k++) u[passive[k]] += step * (s[k] - u[passive[k]]);
            if (step >= 1) return true;
            for (int k = passive.Count - 1; k >= 0; k--)
            {
                if (u[passive[k]] > 1e-15) continue;
                u[passive[k]] = 0;
                passive.RemoveAt(k);
            }
        }

        return true;
    }
}
