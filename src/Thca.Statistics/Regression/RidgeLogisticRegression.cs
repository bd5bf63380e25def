namespace Thca.Statistics.Regression;

/// <summary>
/// Logistic regression with a squared penalty: minimises ½|b|² + C Σ c·log(1 + exp(-s·(b0 + x·b))) by Newton steps. Coefficients only: a
/// penalised estimate has no valid Wald theory.
/// </summary>
public static class RidgeLogisticRegression
{
    /// <summary>Coefficients in column order.</summary>
    /// <param name="design">Predictors; the penalty depends on their units.</param>
    /// <param name="outcome">0 or 1 per row.</param>
    /// <param name="options">Settings; default as documented there.</param>
    public static double[] Fit(DesignMatrix design, ReadOnlySpan<double> outcome, RidgeOptions? options = null)
    {
        options ??= new RidgeOptions();
        options.Validate();
        double[] y = outcome.ToArray(), c = Weights(y, options);
        int p = design.Columns;
        double[] penalty = [.. Enumerable.Range(0, p).Select(j => j == 0 && design.HasIntercept && !options.PenalizeIntercept ? 0.0 : 1.0)];
        var b = new double[p];
        double loss = Loss(design, y, c, penalty, b);
        for (int iteration = 0; iteration < 200; iteration++)
        {
            double[] step = Newton(design, y, c, penalty, b);
            double factor = 1, next;
            double[] moved;
            do
            {
                moved = [.. b.Zip(step, (v, d) => v - factor * d)];
                next = Loss(design, y, c, penalty, moved);
                factor /= 2;
            }
            while (next > loss + 1e-14 * Math.Abs(loss) && factor > 1e-10);
            // Newton squares its error: a step that no longer moves the loss has placed the coefficients to rounding.
            bool settled = !(loss - next > 1e-15 * Math.Abs(loss));
            if (next <= loss) (b, loss) = (moved, next);
            if (settled || step.Max(Math.Abs) < 1e-12) break;
        }

        return b;
    }

    private static double[] Weights(double[] y, RidgeOptions options)
    {
        double events = y.Sum(), n = y.Length;
        return [.. y.Select(v => options.C * (options.BalancedClasses ? n / (2 * (v == 1 ? events : n - events)) : 1))];
    }

    private static double Loss(DesignMatrix x, double[] y, double[] c, double[] penalty, double[] b)
    {
        double[] eta = x.Multiply(b);
        double loss = 0;
        for (int j = 0; j < b.Length; j++) loss += 0.5 * penalty[j] * b[j] * b[j];
        for (int i = 0; i < y.Length; i++)
            loss += c[i] * (Math.Max(eta[i], 0) + Math.Log(1 + Math.Exp(-Math.Abs(eta[i]))) - y[i] * eta[i]);
        return loss;
    }

    private static double[] Newton(DesignMatrix x, double[] y, double[] c, double[] penalty, double[] b)
    {
        int p = b.Length, n = y.Length;
        double[] eta = x.Multiply(b), weight = new double[n], residual = new double[n], work = new double[n];
        for (int i = 0; i < n; i++)
        {
            double e = Math.Exp(-Math.Abs(eta[i])), mu = (eta[i] >= 0 ? 1 : e) / (1 + e);
            residual[i] = c[i] * (mu - y[i]);
            weight[i] = c[i] * mu * (1 - mu);
        }

        var hessian = new double[p * p];
        var gradient = new double[p];
        for (int j = 0; j < p; j++)
        {
            VectorKernels.Multiply(work, weight, x.Column(j));
            for (int k = j; k < p; k++) hessian[j * p + k] = hessian[k * p + j] = VectorKernels.Dot(work, x.Column(k)) + (j == k ? penalty[j] : 0);
            gradient[j] = VectorKernels.Dot(residual, x.Column(j)) + penalty[j] * b[j];
        }

        if (SymmetricMatrix.TryCholesky(hessian, p)) SymmetricMatrix.SolveCholesky(hessian, p, gradient);
        return gradient;
    }
}
