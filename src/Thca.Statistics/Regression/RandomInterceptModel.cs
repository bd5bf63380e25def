using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Statistics.Resampling;

namespace Thca.Statistics.Regression;

/// <summary>
/// Two groups of patients with several measurements each: y = b₀ + b₁·group + u(patient) + e, by restricted maximum likelihood. The test of b₁
/// permutes the labels of whole patients and refits; no Wald p-value is computed.
/// </summary>
public sealed record RandomInterceptModel
{
    private const double LargestLogRatio = 16;

    /// <summary>b₁: mean of the group minus mean of the others.</summary>
    public required double Difference { get; init; }

    /// <summary>Standard error of b₁.</summary>
    public required double StandardError { get; init; }

    /// <summary>Variance between patients.</summary>
    public required double BetweenVariance { get; init; }

    /// <summary>Variance within patients.</summary>
    public required double WithinVariance { get; init; }

    /// <summary>Two-sided permutation p-value of b₁; NaN when it was not asked for.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Whether the p-value comes from all assignments of the labels.</summary>
    public bool IsExhaustive { get; init; }

    /// <summary>Patients.</summary>
    public required int Patients { get; init; }

    /// <summary>Measurements.</summary>
    public required int Measurements { get; init; }

    /// <summary>Share of the variance that lies between patients.</summary>
    public double IntraclassCorrelation => BetweenVariance / (BetweenVariance + WithinVariance);

    /// <summary>Fits the model and tests the group.</summary>
    /// <param name="measurements">Measurements of every patient, at least one each; no NaN.</param>
    /// <param name="group">Whether a patient belongs to the group.</param>
    /// <param name="allUpTo">All assignments are used if there are at most this many; 0 with no random ones = no test.</param>
    /// <param name="otherwise">Random assignments if there are more.</param>
    /// <param name="seed">Seed of the assignments; default 42.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="ThcaException">A group has no patient, or fewer than three measurements in all.</exception>
    public static RandomInterceptModel Fit(
        IReadOnlyList<double[]> measurements, IReadOnlyList<bool> group, int allUpTo = 10_000, int otherwise = 9_999, RandomSeed? seed = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        if (measurements.Count != group.Count) throw new ArgumentException($"{measurements.Count} patients but {group.Count} groups.", nameof(group));
        var data = new Summary(measurements);
        if (!group.Contains(true) || !group.Contains(false) || data.Total < 3)
            throw new ThcaException(ProblemCodes.GroupTooSmall, $"{group.Count(g => g)} and {group.Count(g => !g)} patients with {data.Total} measurements.", "Both groups need a patient, and there must be three measurements.");
        RandomInterceptModel fit = data.Fit(group);
        if (allUpTo + otherwise == 0) return fit;
        double observed = Math.Abs(fit.Difference / fit.StandardError);
        LabelPermutations labels = LabelPermutations.Of([.. group], allUpTo, otherwise, seed ?? RandomSeed.Default, "random-intercept");
        bool[] extreme = OrderedParallel.Map(
            labels.Count,
            i =>
            {
                RandomInterceptModel permuted = data.Fit(labels.At(i));
                return !(Math.Abs(permuted.Difference / permuted.StandardError) < observed * (1 - 1e-9));
            },
            compute,
            ct);
        return fit with { PValue = labels.P(extreme.Count(e => e)), IsExhaustive = labels.IsExhaustive };
    }

    /// <summary>Size, mean and squares within of every patient: all that the likelihood depends on.</summary>
    private sealed class Summary
    {
        private readonly int[] _count;
        private readonly double[] _mean;
        private readonly double _within;
        private readonly bool _repeated;

        public Summary(IReadOnlyList<double[]> measurements)
        {
            _count = [.. measurements.Select(m => m.Length > 0 ? m.Length : throw new ArgumentException("A patient has no measurement.", nameof(measurements)))];
            _mean = [.. measurements.Select(m => Summaries.Moments.Mean(m))];
            for (int i = 0; i < _mean.Length; i++)
                foreach (double y in measurements[i]) _within += (y - _mean[i]) * (y - _mean[i]);
            (Total, _repeated) = (_count.Sum(), _count.Any(n => n > 1));
        }

        public int Total { get; }

        public RandomInterceptModel Fit(IReadOnlyList<bool> group)
        {
            // With one measurement each, the two variances cannot be told apart: all is counted as within.
            double ratio = _repeated ? Minimise(r => Deviance(r, group)) : 0;
            (double difference, double q, double w1, double w0) = Solve(ratio, group);
            double variance = q / (Total - 2);
            return new RandomInterceptModel
            {
                Difference = difference, StandardError = Math.Sqrt(variance * (1 / w1 + 1 / w0)), WithinVariance = variance, BetweenVariance = ratio * variance,
                Patients = _count.Length, Measurements = Total,
            };
        }

        private (double Difference, double Q, double W1, double W0) Solve(double ratio, IReadOnlyList<bool> group)
        {
            double w1 = 0, w0 = 0, s1 = 0, s0 = 0;
            for (int i = 0; i < _count.Length; i++)
            {
                double w = _count[i] / (1 + _count[i] * ratio);
                if (group[i]) (w1, s1) = (w1 + w, s1 + w * _mean[i]);
                else (w0, s0) = (w0 + w, s0 + w * _mean[i]);
            }

            double m1 = s1 / w1, m0 = s0 / w0, q = _within;
            for (int i = 0; i < _count.Length; i++)
            {
                double d = _mean[i] - (group[i] ? m1 : m0);
                q += _count[i] / (1 + _count[i] * ratio) * d * d;
            }

            return (m1 - m0, q, w1, w0);
        }

        /// <summary>-2 times the restricted log-likelihood, up to a constant, with the variance within profiled out.</summary>
        private double Deviance(double ratio, IReadOnlyList<bool> group)
        {
            (_, double q, double w1, double w0) = Solve(ratio, group);
            double sum = (Total - 2) * Math.Log(q) + Math.Log(w1) + Math.Log(w0);
            foreach (int n in _count) sum += Math.Log(1 + n * ratio);
            return sum;
        }

        /// <summary>The ratio of the variances with the lowest deviance: a grid on the log scale, then golden section around its best point; 0 if nothing is lower.</summary>
        private static double Minimise(Func<double, double> deviance)
        {
            double best = double.NegativeInfinity, lowest = deviance(0);
            for (double log = -LargestLogRatio; log <= LargestLogRatio; log++)
            {
                double d = deviance(Math.Exp(log));
                if (d < lowest) (best, lowest) = (log, d);
            }

            if (double.IsNegativeInfinity(best)) return 0;
            double a = best - 1, b = best + 1, golden = (Math.Sqrt(5) - 1) / 2;
            double c = b - golden * (b - a), e = a + golden * (b - a), fc = deviance(Math.Exp(c)), fe = deviance(Math.Exp(e));
            while (b - a > 1e-8)
            {
                if (fc < fe)
                {
                    (b, e, fe) = (e, c, fc);
                    c = b - golden * (b - a);
                    fc = deviance(Math.Exp(c));
                }
                else
                {
                    (a, c, fc) = (c, e, fe);
                    e = a + golden * (b - a);
                    fe = deviance(Math.Exp(e));
                }
            }

            return Math.Exp((a + b) / 2);
        }
    }
}
