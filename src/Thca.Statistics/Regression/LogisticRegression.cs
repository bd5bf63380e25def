using Thca.Core.Errors;

namespace Thca.Statistics.Regression;

/// <summary>
/// Logistic regression by maximum likelihood (Newton, which is iteratively reweighted least squares) or Firth's penalised likelihood, with the
/// exact test for separation where the iterations give cause.
/// </summary>
public static class LogisticRegression
{
    /// <summary>Flag of a fit whose outcomes are separated.</summary>
    public const string SeparationFlag = "SEPARATION";

    /// <summary>Flag of a fit with too few events per slope.</summary>
    public const string SparseFlag = "SPARSE";

    /// <summary>Flag of a fit from which dependent columns were removed.</summary>
    public const string AliasedFlag = "ALIASED";

    /// <summary>Flag of a fit whose iterations did not converge.</summary>
    public const string NotConvergedFlag = "NOT_CONVERGED";

    /// <summary>Fits a model.</summary>
    /// <param name="design">Predictors.</param>
    /// <param name="outcome">0 or 1 per row.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="offset">Fixed part of the linear predictor; default none.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="ThcaException">The outcome has one class only, or is not 0/1, or its length differs from the design's.</exception>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public static LogisticFit Fit(
        DesignMatrix design, ReadOnlySpan<double> outcome, LogisticOptions? options = null, double[]? offset = null, CancellationToken ct = default)
    {
        options ??= new LogisticOptions();
        options.Validate();
        Check(design, outcome, offset);
        double[] y = outcome.ToArray();
        IReadOnlyList<int> dependent = design.DependentColumns();
        DesignMatrix x = dependent.Count == 0 ? design : design.SelectColumns([.. Enumerable.Range(0, design.Columns).Except(dependent)]);
        List<string> flags = dependent.Count == 0 ? [] : [AliasedFlag];
        bool sparse = options.SparseEventsPerVariable > 0 && EventsPerVariable.Of(x, y) < options.SparseEventsPerVariable;
        bool firth = options.Estimator == LogisticEstimator.Firth;
        if (options.Estimator == LogisticEstimator.Auto && sparse)
        {
            flags.Add(SparseFlag);
            firth = true;
        }

        var problem = new LogisticProblem(x, y, options, offset);
        bool[] free = [.. Enumerable.Repeat(true, x.Columns)];
        double[] start = Start(x, y, offset is not null);
        bool skipMaximumLikelihood = firth && !options.DetectSeparation;
        LogisticSolution solution = problem.Maximize(start, free, firth: skipMaximumLikelihood);
        SeparationReport separation = options.DetectSeparation && Alarming(problem, solution, y) ? SeparationTest.Test(x, y, ct) : SeparationReport.None;
        if (separation.Kind != SeparationKind.None)
        {
            flags.Add(SeparationFlag);
            firth |= options.Estimator == LogisticEstimator.Auto;
            solution = solution with { Converged = false };
        }

        if (firth && !skipMaximumLikelihood) solution = problem.Maximize(start, free, firth: true);
        if (!solution.Converged) flags.Add(NotConvergedFlag);
        return Result(x, y, options, offset, problem, solution, firth) with
        {
            Aliased = [.. dependent.Select(j => design.Names[j])], Separation = separation, Flags = flags,
        };
    }

    private static LogisticFit Result(
        DesignMatrix x, double[] y, LogisticOptions options, double[]? offset, LogisticProblem problem, LogisticSolution solution, bool firth) => new()
    {
        Design = x,
        Outcome = y,
        Estimator = firth ? LogisticEstimator.Firth : LogisticEstimator.MaximumLikelihood,
        Coefficients = solution.Coefficients,
        Covariance = ToSquare(solution.Covariance, x.Columns),
        LogLikelihood = solution.LogLikelihood,
        PenalizedLogLikelihood = firth ? solution.Objective + problem.Scale.Sum(Math.Log) : double.NaN,
        NullLogLikelihood = NullLogLikelihood(x, y, offset, options),
        Fitted = problem.Fitted.ToArray(),
        Leverage = solution.Covariance is { } covariance ? problem.Leverage(covariance) : [.. Enumerable.Repeat(double.NaN, x.Rows)],
        Iterations = solution.Iterations,
        Converged = solution.Converged,
        Aliased = [],
        Separation = SeparationReport.None,
        Flags = [],
        Options = options,
        Offset = offset,
    };

    /// <summary>Signs of a likelihood without a maximum: huge coefficients, certainty, no convergence. The exact test decides.</summary>
    private static bool Alarming(LogisticProblem problem, LogisticSolution solution, double[] y)
    {
        if (!solution.Converged || problem.LargestScaled(solution.Coefficients) > 15) return true;
        for (int i = 0; i < y.Length; i++) if (Math.Abs(y[i] - problem.Fitted[i]) < 1e-10) return true;
        return false;
    }

    private static double[] Start(DesignMatrix x, double[] y, bool hasOffset)
    {
        var start = new double[x.Columns];
        double mean = y.Average();
        if (x.HasIntercept && !hasOffset) start[0] = Math.Log(mean / (1 - mean));
        return start;
    }

    private static double NullLogLikelihood(DesignMatrix x, double[] y, double[]? offset, LogisticOptions options)
    {
        if (offset is null)
        {
            double mean = y.Average();
            return x.HasIntercept ? y.Length * (mean * Math.Log(mean) + (1 - mean) * Math.Log(1 - mean)) : -y.Length * Math.Log(2);
        }

        DesignMatrix none = DesignMatrix.Create(y.Length, [], intercept: true);
        return new LogisticProblem(none, y, options, offset).Maximize([0], [x.HasIntercept], firth: false).LogLikelihood;
    }

    private static double[,] ToSquare(double[]? rowMajor, int p)
    {
        var square = new double[p, p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++) square[i, j] = rowMajor?[i * p + j] ?? double.NaN;
        return square;
    }

    private static void Check(DesignMatrix design, ReadOnlySpan<double> outcome, double[]? offset)
    {
        if (outcome.Length != design.Rows || (offset is not null && offset.Length != design.Rows))
            throw new ThcaException("TABLE_INVALID", $"{design.Rows} rows of predictors, {outcome.Length} outcomes, {offset?.Length ?? design.Rows} offsets.");
        int events = 0;
        for (int i = 0; i < outcome.Length; i++)
        {
            if (outcome[i] is not (0 or 1)) throw new ThcaException("OUTCOME_INVALID", FormattableString.Invariant($"Outcome {outcome[i]} in row {i + 1}, expected 0 or 1."));
            events += (int)outcome[i];
        }

        if (events == 0 || events == outcome.Length)
            throw new ThcaException("OUTCOME_SINGLE_CLASS", $"{events} events among {outcome.Length} observations: both outcomes must occur.", "Check the outcome column and the rows left after dropping missing values.");
    }
}
