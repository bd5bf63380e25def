namespace Thca.Statistics.Regression;

/// <summary>
/// The (penalised) likelihood of one logistic regression and its maximisation by Newton steps with any coefficients held fixed. Columns are
/// scaled to unit largest absolute value inside; coefficients passed in and out are on the original scale. Not thread-safe.
/// </summary>
internal sealed class LogisticProblem
{
    private readonly int _n;
    private readonly int _p;
    private readonly double[][] _x;
    private readonly double[] _y;
    private readonly double[]? _offset;
    private readonly double[] _eta;
    private readonly double[] _mu;
    private readonly double[] _residual;
    private readonly double[] _weight;
    private readonly double[] _work;
    private readonly double[] _hat;
    private readonly LogisticOptions _options;

    public LogisticProblem(DesignMatrix x, ReadOnlySpan<double> y, LogisticOptions options, double[]? offset = null)
    {
        (_n, _p, _y, _offset, _options) = (x.Rows, x.Columns, y.ToArray(), offset, options);
        _x = new double[_p][];
        Scale = new double[_p];
        for (int j = 0; j < _p; j++)
        {
            ReadOnlySpan<double> source = x.Column(j);
            double largest = 0;
            foreach (double v in source) largest = Math.Max(largest, Math.Abs(v));
            Scale[j] = largest > 0 ? largest : 1;
            double[] scaled = new double[_n];
            for (int i = 0; i < _n; i++) scaled[i] = source[i] / Scale[j];
            _x[j] = scaled;
        }

        (_eta, _mu, _residual, _weight, _work, _hat) = (new double[_n], new double[_n], new double[_n], new double[_n], new double[_n], new double[_n]);
    }

    /// <summary>Largest absolute value of every column.</summary>
    public double[] Scale { get; }

    /// <summary>Fitted probabilities at the last evaluation.</summary>
    public ReadOnlySpan<double> Fitted => _mu;

    /// <summary>Maximises over the free coefficients.</summary>
    /// <param name="start">Starting values, original scale; fixed coefficients keep theirs.</param>
    /// <param name="free">Which coefficients move.</param>
    /// <param name="firth">Whether the likelihood is penalised by half the log determinant of the full information.</param>
    public LogisticSolution Maximize(double[] start, bool[] free, bool firth)
    {
        int[] index = [.. Enumerable.Range(0, _p).Where(j => free[j])];
        double[] b = [.. start.Select((v, j) => v * Scale[j])];
        State state = Evaluate(b, firth);
        bool converged = false;
        int iteration = 0, limit = firth ? _options.FirthMaxIterations : _options.MaxIterations;
        while (!converged && iteration < limit && double.IsFinite(state.Objective) && state.Information is not null)
        {
            iteration++;
            double[] score = Score(index, state, firth);
            if (Step(index, firth ? AugmentedInformation() : state.Information, score) is not { } step) break;
            double largest = step.Max(Math.Abs), decrement = VectorKernels.Dot(score, step);
            if (firth && largest > _options.FirthMaxStep)
            {
                for (int k = 0; k < step.Length; k++) step[k] *= _options.FirthMaxStep / largest;
                largest = _options.FirthMaxStep;
            }

            double before = state.Objective;
            (b, state, double taken) = Advance(b, index, step, state, firth);
            largest *= taken;
            // The decrement is twice the gain that is left: 1e-16 means 1e-8 standard errors, below which rounding rules ill-conditioned designs.
            converged = firth
                ? (largest < _options.FirthTolerance && score.All(u => Math.Abs(u) < _options.FirthTolerance)) || decrement < 1e-16
                : largest < _options.Tolerance || Math.Abs(state.Objective - before) < 1e-12 * Math.Abs(before);
            if (firth && !converged && taken == 0) break;
        }

        return new LogisticSolution
        {
            Coefficients = [.. b.Select((v, j) => v / Scale[j])],
            LogLikelihood = state.LogLikelihood,
            Objective = state.Objective,
            Covariance = Covariance(state.Information),
            Iterations = iteration,
            Converged = converged || index.Length == 0,
        };
    }

    /// <summary>Largest |coefficient| · max|x| of a solution: beyond 15 the likelihood may have no maximum.</summary>
    public double LargestScaled(double[] coefficients) => coefficients.Select((b, j) => Math.Abs(b * Scale[j])).Max();

    /// <summary>Hat values of the weighted regression at the last evaluation.</summary>
    public double[] Leverage(double[] covariance)
    {
        HatDiagonal([.. covariance.Select((v, k) => v * Scale[k / _p] * Scale[k % _p])]);
        return [.. _hat];
    }

    private (double[] B, State State, double Taken) Advance(double[] b, int[] index, double[] step, State state, bool firth)
    {
        double factor = 1;
        for (int halving = 0; halving <= _options.MaxHalvings; halving++, factor /= 2)
        {
            double[] moved = [.. b];
            for (int k = 0; k < index.Length; k++) moved[index[k]] += factor * step[k];
            State next = Evaluate(moved, firth);
            // Rounding may lower the objective at the maximum; a log determinant carries more of it than a likelihood.
            if (next.Objective >= state.Objective - (firth ? 1e-10 : 1e-13) * Math.Abs(state.Objective)) return (moved, next, factor);
        }

        return (b, Evaluate(b, firth), 0);
    }

    private State Evaluate(double[] b, bool firth)
    {
        if (_offset is null) Array.Clear(_eta);
        else _offset.CopyTo(_eta, 0);
        for (int j = 0; j < _p; j++) VectorKernels.AddScaled(_eta, _x[j], b[j]);
        double logLikelihood = VectorKernels.Logistic(_eta, _y, _mu, _residual, _weight);
        double[] information = Information();
        if (!firth) return new State(logLikelihood, logLikelihood, information, null);
        double[] factor = [.. information];
        return SymmetricMatrix.TryCholesky(factor, _p)
            ? new State(logLikelihood, logLikelihood + 0.5 * SymmetricMatrix.LogDeterminant(factor, _p), information, factor)
            : new State(logLikelihood, double.NegativeInfinity, information, null);
    }

    private double[] Information() => Information(_weight);

    /// <summary>
    /// X' W(1+h) X: the curvature of the modified score with the hat values held. Firth's penalty acts as h/2 events and h/2 non-events added to
    /// every observation (Heinze and Puhr, 2010), so steps with the plain information overshoot where h is large.
    /// </summary>
    private double[] AugmentedInformation()
    {
        var augmented = new double[_n];
        for (int i = 0; i < _n; i++) augmented[i] = _weight[i] * (1 + _hat[i]);
        return Information(augmented);
    }

    private double[] Information(double[] weight)
    {
        var information = new double[_p * _p];
        for (int j = 0; j < _p; j++)
        {
            VectorKernels.Multiply(_work, weight, _x[j]);
            for (int k = j; k < _p; k++) information[j * _p + k] = information[k * _p + j] = VectorKernels.Dot(_work, _x[k]);
        }

        return information;
    }

    private double[] Score(int[] index, State state, bool firth)
    {
        ReadOnlySpan<double> residual = _residual;
        if (firth)
        {
            HatDiagonal(SymmetricMatrix.InverseFromCholesky(state.Factor!, _p));
            for (int i = 0; i < _n; i++) _work[i] = _residual[i] + _hat[i] * (0.5 - _mu[i]);
            residual = _work;
        }

        var score = new double[index.Length];
        for (int k = 0; k < score.Length; k++) score[k] = VectorKernels.Dot(residual, _x[index[k]]);
        return score;
    }

    /// <summary>h = diagonal of W½ X I⁻¹ X' W½.</summary>
    private void HatDiagonal(double[] inverse)
    {
        Array.Clear(_hat);
        for (int j = 0; j < _p; j++)
        {
            Array.Clear(_work);
            VectorKernels.AddScaled(_work, _x[j], inverse[j * _p + j]);
            for (int k = 0; k < j; k++) VectorKernels.AddScaled(_work, _x[k], 2 * inverse[j * _p + k]);
            VectorKernels.AddProduct(_hat, _x[j], _work);
        }

        VectorKernels.Multiply(_hat, _hat, _weight);
    }

    private double[]? Step(int[] index, double[] information, double[] score)
    {
        int q = index.Length;
        var block = new double[q * q];
        for (int a = 0; a < q; a++)
            for (int b = 0; b < q; b++) block[a * q + b] = information[index[a] * _p + index[b]];
        double[] step = [.. score];
        if (!SymmetricMatrix.TryCholesky(block, q)) return null;
        SymmetricMatrix.SolveCholesky(block, q, step);
        return step;
    }

    private double[]? Covariance(double[]? information)
    {
        if (information is null) return null;
        double[] factor = [.. information];
        if (!SymmetricMatrix.TryCholesky(factor, _p)) return null;
        double[] inverse = SymmetricMatrix.InverseFromCholesky(factor, _p);
        for (int k = 0; k < inverse.Length; k++) inverse[k] /= Scale[k / _p] * Scale[k % _p];
        return inverse;
    }

    private sealed record State(double LogLikelihood, double Objective, double[]? Information, double[]? Factor);
}
