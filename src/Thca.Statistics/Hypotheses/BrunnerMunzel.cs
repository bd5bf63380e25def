using Thca.Core.Outcomes;
using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>
/// The test of Brunner and Munzel (2000): like Mann-Whitney, but valid when the samples differ in spread. Interval on the logit scale; where
/// the groups do not overlap the standard error is 0 and Newcombe's (2006) score interval takes its place.
/// </summary>
public static class BrunnerMunzel
{
    /// <summary>Compares two samples; NaN entries are left out.</summary>
    /// <param name="first">First sample.</param>
    /// <param name="second">Second sample.</param>
    /// <param name="level">Coverage of the interval.</param>
    public static BrunnerMunzelResult Test(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double level = 0.95)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        int n1 = a.Length, n0 = b.Length;
        if (n1 == 0 || n0 == 0) return new BrunnerMunzelResult { Reason = new Problem(ProblemCodes.Undefined, $"Both samples need a value, they have {n1} and {n0}.") };
        ReadOnlySpan<double> all = Ranks.Of([.. a, .. b]).Values;
        return FromRanks(all[..n1], Ranks.Of(a).Values, all[n1..], Ranks.Of(b).Values, level);
    }

    /// <summary>The same from midranks: of each sample's values among all values and among their own sample.</summary>
    public static BrunnerMunzelResult FromRanks(
        ReadOnlySpan<double> firstOverall, ReadOnlySpan<double> firstWithin, ReadOnlySpan<double> secondOverall, ReadOnlySpan<double> secondWithin, double level = 0.95)
    {
        double n1 = firstOverall.Length, n0 = secondOverall.Length;
        double mean1 = Moments.Mean(firstOverall), theta = (mean1 - (n1 + 1) / 2) / n0;
        if (n1 < 2 || n0 < 2) return new BrunnerMunzelResult { Theta = theta, Reason = new Problem(ProblemCodes.Undefined, "Each sample needs two values.") };
        double v1 = n1 * Spread(firstOverall, firstWithin, mean1), v0 = n0 * Spread(secondOverall, secondWithin, Moments.Mean(secondOverall));
        double se = Math.Sqrt(v0 + v1) / (n0 * n1);
        if (!(se > 0))
        {
            (double low, double high) = ScoreInterval(theta, n1, n0, level);
            return new BrunnerMunzelResult
            {
                Theta = theta, StandardError = 0, Lower = low, Upper = high, ScoreInterval = true,
                Reason = new Problem(ProblemCodes.Undefined, "The samples do not overlap or do not vary, so the standard error is 0."),
            };
        }

        double w = (theta - 0.5) / se, df = (v0 + v1) * (v0 + v1) / (v0 * v0 / (n0 - 1) + v1 * v1 / (n1 - 1));
        double logit = Math.Log(theta / (1 - theta)), half = StudentTDistribution.Quantile(1 - (1 - level) / 2, df) * se / (theta * (1 - theta));
        return new BrunnerMunzelResult
        {
            Theta = theta, StandardError = se, Statistic = w, DegreesOfFreedom = df, PValue = StudentTDistribution.TwoSided(w, df),
            Lower = Logistic(logit - half), Upper = Logistic(logit + half),
        };
    }

    /// <summary>S² = Σ (R - r - mean(R) + (n + 1)/2)² / (n - 1).</summary>
    private static double Spread(ReadOnlySpan<double> overall, ReadOnlySpan<double> within, double mean)
    {
        double sum = 0, n = overall.Length;
        for (int i = 0; i < overall.Length; i++)
        {
            double d = overall[i] - within[i] - mean + (n + 1) / 2;
            sum += d * d;
        }

        return sum / (n - 1);
    }

    /// <summary>All θ with |θ̂ - θ| ≤ z·√V(θ), V after Hanley and McNeil with both sample sizes replaced by their mean (Newcombe, method 5).</summary>
    private static (double Lower, double Upper) ScoreInterval(double estimate, double n1, double n0, double level)
    {
        double z = NormalDistribution.Quantile(1 - (1 - level) / 2), n = (n1 + n0) / 2;
        double Excess(double t) => Math.Abs(estimate - t) - z * Math.Sqrt(t * (1 - t) * (2 * n - 1 - (3 * n - 3) / ((2 - t) * (1 + t))) / (n1 * n0));
        double Root(double outside)
        {
            double inside = Math.Clamp(estimate, 1e-12, 1 - 1e-12), low = outside, high = inside;
            for (int i = 0; i < 100; i++)
            {
                double middle = (low + high) / 2;
                if (Excess(middle) > 0) low = middle;
                else high = middle;
            }

            return (low + high) / 2;
        }

        return (estimate == 0 ? 0 : Root(0), estimate == 1 ? 1 : Root(1));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
