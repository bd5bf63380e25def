using MathNet.Numerics.LinearAlgebra;
using Thca.Core.Randomness;
using Thca.Statistics.Regression;

namespace Thca.Clinical.Imputation;

/// <summary>Draws regression coefficients from their posterior.</summary>
internal static class PosteriorLine
{
    /// <summary>
    /// Least squares with V = (X'X + 1e-5 diag X'X)⁻¹, a variance draw SSE/χ²(max(n-p, 1)) and coefficients b + sigma·L·z with L L' = V.
    /// </summary>
    public static (double[] Estimate, double[] Drawn) Draw(DesignMatrix x, double[] y, RandomStream stream)
    {
        int p = x.Columns;
        Matrix<double> gram = Matrix<double>.Build.Dense(p, p);
        var xy = Vector<double>.Build.Dense(p);
        for (int j = 0; j < p; j++)
        {
            ReadOnlySpan<double> a = x.Column(j);
            for (int k = j; k < p; k++) gram[j, k] = gram[k, j] = Dot(a, x.Column(k));
            xy[j] = Dot(a, y);
        }

        for (int j = 0; j < p; j++) gram[j, j] = gram[j, j] > 0 ? gram[j, j] * (1 + 1e-5) : 1;
        var factor = gram.Cholesky();
        double[] b = [.. factor.Solve(xy)];
        double[] fitted = x.Multiply(b);
        double sse = 0;
        for (int i = 0; i < y.Length; i++) sse += (y[i] - fitted[i]) * (y[i] - fitted[i]);
        double sigma = Math.Sqrt(sse / ChiSquared(stream, Math.Max(x.Rows - p, 1)));
        Vector<double> z = Vector<double>.Build.Dense(p, _ => stream.NextNormal());
        Vector<double> deviation = factor.Factor.Transpose().Solve(z);
        return (b, [.. b.Zip(deviation, (c, d) => c + sigma * d)]);
    }

    /// <summary>Coefficients plus a normal deviation with the given covariance.</summary>
    public static double[] Perturb(double[] b, double[,] covariance, RandomStream stream)
    {
        Matrix<double> v = Matrix<double>.Build.DenseOfArray(covariance);
        Vector<double> z = Vector<double>.Build.Dense(b.Length, _ => stream.NextNormal());
        return [.. b.Zip(v.Cholesky().Factor * z, (c, d) => c + d)];
    }

    /// <summary>A chi-squared number: twice a gamma draw of shape df/2 (Marsaglia and Tsang, 2000; shape below 1 by the power trick).</summary>
    private static double ChiSquared(RandomStream stream, double df)
    {
        double shape = df / 2, boost = 1;
        if (shape < 1)
        {
            boost = Math.Pow(1 - stream.NextDouble(), 1 / shape);
            shape += 1;
        }

        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double z = stream.NextNormal(), v = 1 + c * z;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(1 - stream.NextDouble()) < 0.5 * z * z + d - d * v + d * Math.Log(v)) return 2 * d * v * boost;
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
