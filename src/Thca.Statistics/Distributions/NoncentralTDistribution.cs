using MathNet.Numerics;

namespace Thca.Statistics.Distributions;

/// <summary>The noncentral t distribution: a normal variable with mean δ divided by the root of an independent chi-squared over its degrees of freedom.</summary>
public static class NoncentralTDistribution
{
    private const int MostTerms = 20_000;
    private const double Precision = 1e-13;

    /// <summary>P(T ≤ t), by the series of Lenth (Algorithm AS 243, Applied Statistics 38, 1989).</summary>
    /// <param name="t">Value.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <param name="noncentrality">δ; beyond ±37.6 the normal approximation of the same algorithm is used.</param>
    public static double Cdf(double t, double degreesOfFreedom, double noncentrality)
    {
        if (double.IsNaN(t) || double.IsNaN(noncentrality) || !(degreesOfFreedom > 0)) return double.NaN;
        if (t < 0) return 1 - Cdf(-t, degreesOfFreedom, -noncentrality);
        double delta = noncentrality, df = degreesOfFreedom, lambda = delta * delta;
        if (Math.Abs(delta) > 37.6)
        {
            double s = 1 / (4 * df);
            return NormalDistribution.Cdf((t * (1 - s) - delta) / Math.Sqrt(1 + 2 * t * t * s));
        }

        double x = t * t / (t * t + df), below = NormalDistribution.Cdf(-delta);
        if (x == 0) return below;
        double a = 0.5, b = df / 2, p = 0.5 * Math.Exp(-lambda / 2), q = Math.Sqrt(2 / Math.PI) * p * delta, left = 0.5 - p;
        double power = Math.Pow(df / (t * t + df), b), logBeta = Math.Log(Math.PI) / 2 + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
        double odd = SpecialFunctions.BetaRegularized(a, b, x), stepOdd = 2 * power * Math.Exp(a * Math.Log(x) - logBeta);
        double even = 1 - power, stepEven = b * x * power, sum = p * odd + q * even;
        for (int term = 1; term < MostTerms && 2 * left * (odd - stepOdd) > Precision; term++)
        {
            a++;
            odd -= stepOdd;
            even -= stepEven;
            stepOdd *= x * (a + b - 1) / a;
            stepEven *= x * (a + b - 0.5) / (a + 0.5);
            p *= lambda / (2 * term);
            q *= lambda / (2 * term + 1);
            left -= p;
            sum += p * odd + q * even;
        }

        return Math.Clamp(sum + below, 0, 1);
    }

    /// <summary>The noncentrality under which a share <paramref name="p"/> of the distribution lies below <paramref name="t"/>; it falls as p rises.</summary>
    /// <param name="t">Observed value.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <param name="p">Between 0 and 1.</param>
    public static double Noncentrality(double t, double degreesOfFreedom, double p)
    {
        if (!double.IsFinite(t)) return double.NaN;
        double width = 10 * (1 + Math.Abs(t) / Math.Sqrt(2 * degreesOfFreedom)), low = t - width, high = t + width;
        for (int step = 0; step < 100 && high - low > 1e-11 * (1 + Math.Abs(low)); step++)
        {
            double middle = (low + high) / 2;
            if (Cdf(t, degreesOfFreedom, middle) > p) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
