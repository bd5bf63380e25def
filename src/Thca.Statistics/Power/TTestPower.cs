using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Thca.Statistics.Power;

/// <summary>Power of two-sided t-tests from the noncentral t distribution.</summary>
public static class TTestPower
{
    private const int Intervals = 2000;

    /// <summary>Power of a one-sample t-test.</summary>
    /// <param name="count">Observations, at least 2.</param>
    /// <param name="effectSize">Mean divided by standard deviation (Cohen's d).</param>
    /// <param name="alpha">Two-sided significance level.</param>
    public static double OneSample(int count, double effectSize = 0.5, double alpha = 0.05) =>
        TwoSided(effectSize * Math.Sqrt(count), count - 1, alpha);

    /// <summary>Power of a two-sample t-test with equal groups.</summary>
    /// <param name="perGroup">Observations per group, at least 2.</param>
    /// <param name="effectSize">Difference of means divided by the common standard deviation.</param>
    /// <param name="alpha">Two-sided significance level.</param>
    public static double TwoSample(int perGroup, double effectSize = 0.5, double alpha = 0.05) =>
        TwoSided(effectSize * Math.Sqrt(perGroup / 2.0), 2 * perGroup - 2, alpha);

    private static double TwoSided(double noncentrality, int freedom, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (alpha is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A significance level lies between 0 and 1.");
        double critical = StudentT.InvCDF(0, 1, freedom, 1 - alpha / 2);

        // P(T > t) + P(T < -t) = ∫ f(s) [Φ(δ - t s) + Φ(-δ - t s)] ds, s² being chi-squared over its degrees of freedom (Simpson's rule).
        double upper = 1 + 12 / Math.Sqrt(2.0 * freedom), step = upper / Intervals, sum = 0;
        double logConstant = Math.Log(2) + freedom / 2.0 * Math.Log(freedom / 2.0) - SpecialFunctions.GammaLn(freedom / 2.0);
        for (int i = 0; i <= Intervals; i++)
        {
            double s = i * step;
            double density = s > 0 ? Math.Exp(logConstant + (freedom - 1) * Math.Log(s) - freedom * s * s / 2) : freedom == 1 ? Math.Exp(logConstant) : 0;
            double tail = Normal.CDF(0, 1, noncentrality - critical * s) + Normal.CDF(0, 1, -noncentrality - critical * s);
            sum += density * tail * (i is 0 or Intervals ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return sum * step / 3;
    }
}
