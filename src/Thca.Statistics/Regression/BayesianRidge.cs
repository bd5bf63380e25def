using MathNet.Numerics.LinearAlgebra;

namespace Thca.Statistics.Regression;

/// <summary>
/// Linear regression whose noise and coefficient precisions are estimated by evidence maximisation (MacKay, 1992; the updates and stopping
/// rule of scikit-learn's BayesianRidge).
/// </summary>
public sealed class BayesianRidge
{
    private BayesianRidge(double[] coefficients, double intercept, double alpha, double lambda, int iterations) =>
        (Coefficients, Intercept, Alpha, Lambda, Iterations) = (coefficients, intercept, alpha, lambda, iterations);

    /// <summary>One coefficient per predictor.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>The intercept.</summary>
    public double Intercept { get; }

    /// <summary>Precision of the noise.</summary>
    public double Alpha { get; }

    /// <summary>Precision of the coefficients.</summary>
    public double Lambda { get; }

    /// <summary>Updates taken.</summary>
    public int Iterations { get; }

    /// <summary>Fits a model.</summary>
    /// <param name="predictors">One array per predictor, finite.</param>
    /// <param name="response">The response, finite.</param>
    /// <param name="options">Settings; default as documented there.</param>
    public static BayesianRidge Fit(IReadOnlyList<double[]> predictors, double[] response, BayesianRidgeOptions? options = null)
    {
        options ??= new BayesianRidgeOptions();
        options.Validate();
        int n = response.Length, p = predictors.Count;
        double[] means = new double[p];
        double[][] x = new double[p][];
        for (int j = 0; j < p; j++) (x[j], means[j]) = Centred(predictors[j]);
        (double[] y, double meanY) = Centred(response);
        Matrix<double> gram = Matrix<double>.Build.Dense(p, p);
        var xy = new double[p];
        for (int j = 0; j < p; j++)
        {
            for (int k = j; k < p; k++) gram[j, k] = gram[k, j] = VectorKernels.Dot(x[j], x[k]);
            xy[j] = VectorKernels.Dot(x[j], y);
        }

        var evd = gram.Evd(Symmetricity.Symmetric);
        double[] s = [.. evd.EigenValues.Select(v => Math.Max(0, v.Real))];
        double[,] v = evd.EigenVectors.ToArray();
        double[] projected = new double[p];
        for (int k = 0; k < p; k++)
            for (int j = 0; j < p; j++) projected[k] += v[j, k] * xy[j];
        return Iterate(x, y, meanY, means, s, v, projected, Math.Min(n, p), options);
    }

    private static BayesianRidge Iterate(
        double[][] x, double[] y, double meanY, double[] means, double[] s, double[,] v, double[] projected, int rank, BayesianRidgeOptions options)
    {
        int n = y.Length, p = x.Length;
        double alpha = 1 / (VectorKernels.Dot(y, y) / n + 2.220446049250313e-16), lambda = 1, prior = options.Prior;
        double[] w = new double[p], previous = new double[p], residual = new double[n];
        double[] leading = [.. s.OrderDescending().Take(rank)];
        int iteration = 0;
        while (iteration < options.MaxIterations)
        {
            Solve(w, s, v, projected, lambda / alpha);
            y.CopyTo(residual, 0);
            for (int j = 0; j < p; j++) VectorKernels.AddScaled(residual, x[j], -w[j]);
            double rss = VectorKernels.Dot(residual, residual), gamma = 0, squares = 0;
            foreach (double e in leading) gamma += alpha * e / (lambda + alpha * e);
            foreach (double c in w) squares += c * c;
            lambda = (gamma + 2 * prior) / (squares + 2 * prior);
            alpha = (n - gamma + 2 * prior) / (rss + 2 * prior);
            double change = 0;
            for (int j = 0; j < p; j++) change += Math.Abs(w[j] - previous[j]);
            iteration++;
            if (iteration > 1 && change < options.Tolerance) break;
            w.CopyTo(previous, 0);
        }

        Solve(w, s, v, projected, lambda / alpha);
        double intercept = meanY;
        for (int j = 0; j < p; j++) intercept -= means[j] * w[j];
        return new BayesianRidge(w, intercept, alpha, lambda, iteration);
    }

    /// <summary>w = V diag(1/(s + ratio)) V' X'y.</summary>
    private static void Solve(double[] w, double[] s, double[,] v, double[] projected, double ratio)
    {
        Array.Clear(w);
        for (int k = 0; k < s.Length; k++)
        {
            double c = projected[k] / (s[k] + ratio);
            for (int j = 0; j < w.Length; j++) w[j] += v[j, k] * c;
        }
    }

    private static (double[] Values, double Mean) Centred(double[] values)
    {
        double mean = Summaries.Moments.Mean(values);
        var centred = new double[values.Length];
        for (int i = 0; i < centred.Length; i++) centred[i] = values[i] - mean;
        return (centred, mean);
    }
}
