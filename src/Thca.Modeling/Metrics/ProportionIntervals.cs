using MathNet.Numerics.Distributions;

namespace Thca.Modeling.Metrics;

/// <summary>95 % intervals of a proportion k of n.</summary>
public static class ProportionIntervals
{
    private const double Z = 1.959963984540054;

    /// <summary>Wilson's score interval: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).</summary>
    public static MetricEstimate Wilson(int successes, int trials)
    {
        if (trials == 0) return MetricEstimate.Undefined;
        double p = (double)successes / trials;
        (double lower, double upper) = WilsonLimits(p, trials, Z);
        return new MetricEstimate(p, successes == 0 ? 0 : lower, successes == trials ? 1 : upper, "wilson");
    }

    /// <summary>Interval of a proportion that is a mean over repeats with a mean number of trials.</summary>
    internal static MetricEstimate Mean(double proportion, double trials, bool exact)
    {
        double successes = proportion * trials;
        if (exact)
        {
            double low = successes <= 0 ? 0 : Beta.InvCDF(successes, trials - successes + 1, 0.025), high = successes >= trials ? 1 : Beta.InvCDF(successes + 1, trials - successes, 0.975);
            return new MetricEstimate(proportion, low, high, "clopper-pearson");
        }

        (double lower, double upper) = WilsonLimits(proportion, trials, Z);
        return new MetricEstimate(proportion, proportion <= 0 ? 0 : lower, proportion >= 1 ? 1 : upper, "wilson");
    }

    /// <summary>One-sided 95 % lower limit of Wilson's interval.</summary>
    public static double WilsonLowerBound(int successes, int trials) =>
        trials == 0 ? double.NaN : successes == 0 ? 0 : WilsonLimits((double)successes / trials, trials, 1.6448536269514722).Lower;

    /// <summary>Exact interval of Clopper and Pearson from beta quantiles.</summary>
    public static MetricEstimate ClopperPearson(int successes, int trials)
    {
        if (trials == 0) return MetricEstimate.Undefined;
        double lower = successes == 0 ? 0 : Beta.InvCDF(successes, trials - successes + 1, 0.025);
        double upper = successes == trials ? 1 : Beta.InvCDF(successes + 1, trials - successes, 0.975);
        return new MetricEstimate((double)successes / trials, lower, upper, "clopper-pearson");
    }

    private static (double Lower, double Upper) WilsonLimits(double p, double n, double z)
    {
        double z2n = z * z / n, half = z * Math.Sqrt(p * (1 - p) / n + z2n / (4 * n)), centre = p + z2n / 2;
        return ((centre - half) / (1 + z2n), (centre + half) / (1 + z2n));
    }
}
