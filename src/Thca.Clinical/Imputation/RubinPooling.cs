using MathNet.Numerics.LinearAlgebra;
using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Imputation;

/// <summary>Rubin's rules with the small-sample degrees of freedom of Barnard and Rubin (1999), and the D1 test of several parameters.</summary>
public static class RubinPooling
{
    /// <summary>Pools one quantity.</summary>
    /// <param name="estimates">One per imputation, at least two.</param>
    /// <param name="variances">Squared standard errors.</param>
    /// <param name="completeDegreesOfFreedom">Degrees of freedom the complete data would have, n - k; infinity for large samples; counts as at least 1.</param>
    public static PooledEstimate Pool(ReadOnlySpan<double> estimates, ReadOnlySpan<double> variances, double completeDegreesOfFreedom)
    {
        double m = estimates.Length;
        double mean = Moments.Mean(estimates), within = Moments.Mean(variances), between = m > 1 ? Moments.Variance(estimates) : 0;
        double extra = (1 + 1 / m) * between, total = within + extra;
        if (!(between > 0)) return new PooledEstimate(mean, Math.Sqrt(within), within, 0, double.PositiveInfinity, 0);
        double r = extra / within, lambda = extra / total, old = (m - 1) * (1 + 1 / r) * (1 + 1 / r), complete = Math.Max(1, completeDegreesOfFreedom);
        double observed = (complete + 1) / (complete + 3) * complete * (1 - lambda);
        double df = double.IsPositiveInfinity(complete) ? old : old * observed / (old + observed);
        return new PooledEstimate(mean, Math.Sqrt(total), within, between, df, (r + 2 / (df + 3)) / (r + 1));
    }

    /// <summary>Tests whether several parameters are zero together (Li, Raghunathan and Rubin, 1991).</summary>
    /// <param name="estimates">One vector per imputation.</param>
    /// <param name="covariances">Their covariance matrices.</param>
    public static HypothesisTestResult JointTest(IReadOnlyList<double[]> estimates, IReadOnlyList<double[,]> covariances)
    {
        int m = estimates.Count, k = estimates[0].Length;
        Vector<double> mean = Vector<double>.Build.Dense(k, j => estimates.Average(e => e[j]));
        Matrix<double> within = Matrix<double>.Build.Dense(k, k, (i, j) => covariances.Average(c => c[i, j]));
        Matrix<double> between = Matrix<double>.Build.Dense(k, k, (i, j) => estimates.Sum(e => (e[i] - mean[i]) * (e[j] - mean[j])) / Math.Max(1, m - 1));
        double r = (1 + 1.0 / m) * within.Solve(between).Trace() / k;
        double statistic = mean * within.Solve(mean) / (k * (1 + r)), a = k * (m - 1.0);
        double df = !(r > 0) ? double.PositiveInfinity
            : a > 4 ? 4 + (a - 4) * Math.Pow(1 + (1 - 2 / a) / r, 2)
            : a * (1 + 1.0 / k) * Math.Pow(1 + 1 / r, 2) / 2;
        return new HypothesisTestResult
        {
            Method = "pooled Wald (D1)", Statistic = statistic, DegreesOfFreedom = k, DenominatorDegreesOfFreedom = df, PValue = FDistribution.UpperTail(statistic, k, df),
        };
    }
}
