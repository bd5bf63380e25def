using Thca.Statistics.Distributions;

namespace Thca.Statistics.Power;

/// <summary>Power of the chi-square test for an effect w (√(Σ (p₁ - p₀)²/p₀), Cohen), from the noncentral chi-square distribution with λ = n·w².</summary>
public static class ChiSquaredPower
{
    /// <summary>Probability of significance.</summary>
    /// <param name="n">Number of observations.</param>
    /// <param name="w">Effect size.</param>
    /// <param name="degreesOfFreedom">Degrees of freedom of the test.</param>
    /// <param name="alpha">Two-sided level.</param>
    public static double Power(int n, double w, int degreesOfFreedom, double alpha = 0.05) =>
        NoncentralUpperTail(ChiSquaredDistribution.QuantileOfUpperTail(alpha, degreesOfFreedom), degreesOfFreedom, n * w * w);

    /// <summary>The smallest number of observations that reaches a power.</summary>
    public static int SampleSize(double power, double w, int degreesOfFreedom, double alpha = 0.05)
    {
        if (!(w > 0 && power is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(w), w, "The effect must be positive and the power between 0 and 1.");
        int low = 1, high = 2;
        while (Power(high, w, degreesOfFreedom, alpha) < power && high < 1 << 29) high *= 2;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Power(middle, w, degreesOfFreedom, alpha) < power) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>P(X &gt; x) of the noncentral chi-square: a Poisson mixture of central ones.</summary>
    public static double NoncentralUpperTail(double x, int degreesOfFreedom, double noncentrality)
    {
        double half = noncentrality / 2, sum = 0, weights = 0;
        for (int j = 0; j < 100_000 && 1 - weights > 1e-14; j++)
        {
            double weight = half == 0 ? (j == 0 ? 1 : 0) : Math.Exp(-half + j * Math.Log(half) - LogFactorial.Of(j));
            sum += weight * ChiSquaredDistribution.UpperTail(x, degreesOfFreedom + 2 * j);
            weights += weight;
            if (j > half && weight < 1e-18) break;
        }

        return Math.Min(1, sum);
    }
}
