using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.RootFinding;
using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;

namespace Thca.Statistics.Regression;

/// <summary>Tests and intervals of a fitted logistic regression. For Firth's estimate every test and profile uses the penalised likelihood.</summary>
public static class LogisticInference
{
    private const double WidestInStandardErrors = 50;

    /// <summary>Inference for every coefficient, in column order.</summary>
    public static IReadOnlyList<CoefficientResult> Coefficients(LogisticFit fit, CancellationToken ct = default) =>
        [.. Enumerable.Range(0, fit.Coefficients.Count).Select(j => Coefficient(fit, j, ct))];

    /// <summary>Inference for one coefficient.</summary>
    public static CoefficientResult Coefficient(LogisticFit fit, int column, CancellationToken ct = default)
    {
        bool firth = fit.Estimator == LogisticEstimator.Firth;
        IntervalMethod method = fit.Options.Interval switch
        {
            IntervalMethod.Auto => firth ? IntervalMethod.Profile : IntervalMethod.Wald,
            var chosen => chosen,
        };
        double wald = NormalDistribution.TwoSided(fit.Coefficients[column] / fit.StandardError(column));
        (double lower, double upper) = method == IntervalMethod.Profile ? ProfileInterval(fit, column, ct) : WaldInterval(fit, column);
        return new CoefficientResult
        {
            Name = fit.Design.Names[column],
            Estimate = fit.Coefficients[column],
            StandardError = fit.StandardError(column),
            Lower = lower,
            Upper = upper,
            Interval = method,
            PWald = wald,
            PValue = firth ? LikelihoodRatio(fit, [column]).PValue : wald,
        };
    }

    /// <summary>Estimate ± normal quantile times standard error.</summary>
    public static (double Lower, double Upper) WaldInterval(LogisticFit fit, int column)
    {
        double half = NormalDistribution.Quantile(1 - (1 - fit.Options.Level) / 2) * fit.StandardError(column);
        return (fit.Coefficients[column] - half, fit.Coefficients[column] + half);
    }

    /// <summary>
    /// All values whose (penalised) profile likelihood lies within half a chi-squared quantile of the maximum: bracket outwards by growing
    /// multiples of the standard error, then Brent. A side without a limit within 50 standard errors is infinite.
    /// </summary>
    public static (double Lower, double Upper) ProfileInterval(LogisticFit fit, int column, CancellationToken ct = default) =>
        (ProfileLimit(fit, column, -1, ct), ProfileLimit(fit, column, 1, ct));

    /// <summary>
    /// Likelihood ratio test that some coefficients are zero together. Observations are those of the fit. With Firth's estimate the
    /// coefficients are held at zero while the penalty keeps the full information (as R's logistf does).
    /// </summary>
    public static HypothesisTestResult LikelihoodRatio(LogisticFit fit, IReadOnlyList<int> columns)
    {
        bool firth = fit.Estimator == LogisticEstimator.Firth;
        double[] start = [.. fit.Coefficients];
        bool[] free = [.. Enumerable.Repeat(true, start.Length)];
        foreach (int j in columns) (start[j], free[j]) = (0, false);
        var problem = new LogisticProblem(fit.Design, [.. fit.Outcome], fit.Options, fit.Offset);
        LogisticSolution restricted = problem.Maximize(start, free, firth);
        double statistic = Math.Max(0, 2 * (Objective(fit, problem) - restricted.Objective));
        return new HypothesisTestResult
        {
            Method = firth ? "penalised likelihood ratio" : "likelihood ratio",
            Statistic = statistic, DegreesOfFreedom = columns.Count, PValue = ChiSquaredDistribution.UpperTail(statistic, columns.Count),
        };
    }

    /// <summary>Test of all slopes together against the intercept alone.</summary>
    public static HypothesisTestResult Global(LogisticFit fit) =>
        LikelihoodRatio(fit, [.. Enumerable.Range(0, fit.Coefficients.Count).Where(j => !(fit.Design.HasIntercept && j == 0))]);

    /// <summary>Wald test that some coefficients are zero together: b' V⁻¹ b.</summary>
    public static HypothesisTestResult Wald(LogisticFit fit, IReadOnlyList<int> columns)
    {
        Matrix<double> v = Matrix<double>.Build.Dense(columns.Count, columns.Count, (i, j) => fit.Covariance[columns[i], columns[j]]);
        Vector<double> b = Vector<double>.Build.Dense(columns.Count, i => fit.Coefficients[columns[i]]);
        double statistic = b * v.Solve(b);
        return new HypothesisTestResult
        {
            Method = "Wald", Statistic = statistic, DegreesOfFreedom = columns.Count, PValue = ChiSquaredDistribution.UpperTail(statistic, columns.Count),
        };
    }

    private static double ProfileLimit(LogisticFit fit, int column, int side, CancellationToken ct)
    {
        bool firth = fit.Estimator == LogisticEstimator.Firth;
        var problem = new LogisticProblem(fit.Design, [.. fit.Outcome], fit.Options, fit.Offset);
        bool[] free = [.. Enumerable.Range(0, fit.Coefficients.Count).Select(j => j != column)];
        double[] last = [.. fit.Coefficients];
        double best = Objective(fit, problem), cut = ChiSquaredDistribution.QuantileOfUpperTail(1 - fit.Options.Level, 1);
        double Excess(double value)
        {
            ct.ThrowIfCancellationRequested();
            double[] start = [.. last];
            start[column] = value;
            LogisticSolution solution = problem.Maximize(start, free, firth);
            if (solution.Converged) last = solution.Coefficients;
            return 2 * (best - solution.Objective) - cut;
        }

        double se = fit.StandardError(column), centre = fit.Coefficients[column], inner = centre, multiple = 1.6;
        if (!(se > 0) || !double.IsFinite(se)) return side * double.PositiveInfinity;
        for (; multiple <= WidestInStandardErrors; multiple *= 1.6)
        {
            double outer = centre + side * multiple * se;
            if (Excess(outer) > 0) return Brent.TryFindRoot(Excess, Math.Min(inner, outer), Math.Max(inner, outer), 1e-10, 200, out double root) ? root : double.NaN;
            inner = outer;
        }

        return side * double.PositiveInfinity;
    }

    /// <summary>The maximised objective on the scale of the problem: scaling the columns moves the penalty by a constant.</summary>
    private static double Objective(LogisticFit fit, LogisticProblem problem) =>
        fit.Estimator == LogisticEstimator.Firth ? fit.PenalizedLogLikelihood - problem.Scale.Sum(Math.Log) : fit.LogLikelihood;
}
