namespace Thca.Statistics.Regression;

/// <summary>
/// Multinomial logistic regression with the first class as reference and a weak squared penalty, which keeps estimates finite where classes
/// are separated.
/// </summary>
public sealed class MultinomialLogit
{
    private readonly int _columns;
    private readonly double[] _hessianFactor;

    private MultinomialLogit(int classes, int columns, double[] coefficients, double[] hessianFactor) =>
        (Classes, _columns, Coefficients, _hessianFactor) = (classes, columns, coefficients, hessianFactor);

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Coefficients, class after class without the reference, columns inside.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Fits a model by Newton steps.</summary>
    /// <param name="design">Predictors.</param>
    /// <param name="outcome">Class of every row, 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="penalty">Weight of half the squared coefficients; default 0.01.</param>
    public static MultinomialLogit Fit(DesignMatrix design, ReadOnlySpan<int> outcome, int classes, double penalty = 0.01)
    {
        int p = design.Columns, q = (classes - 1) * p;
        var b = new double[q];
        int[] y = outcome.ToArray();
        double[] factor = [];
        double loss = double.PositiveInfinity;
        for (int iteration = 0; iteration < 50; iteration++)
        {
            (double next, double[] gradient, double[] hessian) = Evaluate(design, y, classes, b, penalty);
            factor = hessian;
            if (!SymmetricMatrix.TryCholesky(factor, q)) break;
            if (Math.Abs(loss - next) < 1e-9 * (1 + Math.Abs(next))) break;
            loss = next;
            SymmetricMatrix.SolveCholesky(factor, q, gradient);
            double largest = gradient.Max(Math.Abs), scale = largest > 5 ? 5 / largest : 1;
            for (int k = 0; k < q; k++) b[k] -= scale * gradient[k];
        }

        return new MultinomialLogit(classes, p, b, factor);
    }

    /// <summary>Coefficients plus a normal deviation with the inverse information as covariance.</summary>
    /// <param name="normals">Standard normal numbers, one per coefficient.</param>
    public double[] Perturbed(ReadOnlySpan<double> normals)
    {
        int q = Coefficients.Count;
        double[] d = normals.ToArray();
        for (int i = q - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < q; k++) d[i] -= _hessianFactor[k * q + i] * d[k];
            d[i] /= _hessianFactor[i * q + i];
        }

        return [.. Coefficients.Zip(d, (c, e) => c + e)];
    }

    /// <summary>Class probabilities of one observation.</summary>
    /// <param name="row">Predictors in column order.</param>
    /// <param name="coefficients">As <see cref="Coefficients"/>.</param>
    public double[] Probabilities(ReadOnlySpan<double> row, ReadOnlySpan<double> coefficients)
    {
        var eta = new double[Classes];
        for (int c = 1; c < Classes; c++)
            for (int j = 0; j < _columns; j++) eta[c] += coefficients[(c - 1) * _columns + j] * row[j];
        return Softmax(eta);
    }

    private static (double Loss, double[] Gradient, double[] Hessian) Evaluate(DesignMatrix x, int[] y, int classes, double[] b, double penalty)
    {
        int p = x.Columns, q = b.Length, n = x.Rows, free = classes - 1;
        double[][] probability = [.. Enumerable.Range(0, classes).Select(_ => new double[n])];
        double loss = 0;
        var eta = new double[classes];
        for (int i = 0; i < n; i++)
        {
            for (int c = 1; c < classes; c++)
            {
                eta[c] = 0;
                for (int j = 0; j < p; j++) eta[c] += b[(c - 1) * p + j] * x.Column(j)[i];
            }

            double[] row = Softmax(eta);
            loss -= Math.Log(Math.Max(row[y[i]], 1e-300));
            for (int c = 0; c < classes; c++) probability[c][i] = row[c];
        }

        double[] gradient = new double[q], hessian = new double[q * q], work = new double[n], weighted = new double[n];
        for (int c = 0; c < free; c++)
        {
            for (int i = 0; i < n; i++) work[i] = probability[c + 1][i] - (y[i] == c + 1 ? 1 : 0);
            for (int j = 0; j < p; j++) gradient[c * p + j] = VectorKernels.Dot(work, x.Column(j)) + penalty * b[c * p + j];
            for (int d = c; d < free; d++)
            {
                for (int i = 0; i < n; i++) work[i] = probability[c + 1][i] * ((c == d ? 1 : 0) - probability[d + 1][i]);
                for (int j = 0; j < p; j++)
                {
                    VectorKernels.Multiply(weighted, work, x.Column(j));
                    for (int k = 0; k < p; k++) hessian[(c * p + j) * q + d * p + k] = hessian[(d * p + k) * q + c * p + j] = VectorKernels.Dot(weighted, x.Column(k));
                }
            }
        }

        for (int k = 0; k < q; k++)
        {
            hessian[k * q + k] += penalty;
            loss += 0.5 * penalty * b[k] * b[k];
        }

        return (loss, gradient, hessian);
    }

    private static double[] Softmax(double[] eta)
    {
        double largest = eta.Max();
        double[] e = [.. eta.Select(v => Math.Exp(v - largest))];
        double total = e.Sum();
        return [.. e.Select(v => v / total)];
    }
}
