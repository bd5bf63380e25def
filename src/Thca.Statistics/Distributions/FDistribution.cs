using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace Thca.Statistics.Distributions;

/// <summary>Fisher's F distribution.</summary>
public static class FDistribution
{
    /// <summary>Degrees of freedom above which the limit is used: it differs by less than 1e-7 relative, and the incomplete beta function loses its way.</summary>
    internal const double LargeDegreesOfFreedom = 1e8;

    /// <summary>P(F ≥ f): the regularised incomplete beta function I(d2/(d2+d1·f); d2/2, d1/2).</summary>
    /// <param name="f">Value; at or below 0 the tail is 1.</param>
    /// <param name="numerator">Degrees of freedom of the numerator, d1.</param>
    /// <param name="denominator">Degrees of freedom of the denominator, d2; infinity gives a chi-squared variable over its degrees of freedom.</param>
    public static double UpperTail(double f, double numerator, double denominator)
    {
        if (double.IsNaN(f)) return double.NaN;
        if (f <= 0) return 1;
        if (denominator > LargeDegreesOfFreedom) return ChiSquaredDistribution.UpperTail(f * numerator, numerator);
        return double.IsPositiveInfinity(f) ? 0 : SpecialFunctions.BetaRegularized(denominator / 2, numerator / 2, denominator / (denominator + numerator * f));
    }

    /// <summary>The value that a share <paramref name="p"/> of the distribution exceeds, found on the logarithmic scale.</summary>
    /// <param name="p">Between 0 and 1, both excluded; otherwise infinity, 0 or NaN.</param>
    /// <param name="numerator">Degrees of freedom of the numerator.</param>
    /// <param name="denominator">Degrees of freedom of the denominator.</param>
    public static double UpperQuantile(double p, double numerator, double denominator)
    {
        if (double.IsNaN(p) || p < 0 || p > 1 || !(numerator > 0) || !(denominator > 0)) return double.NaN;
        if (p == 0) return double.PositiveInfinity;
        if (p == 1) return 0;
        double low = -1, high = 1;
        while (UpperTail(Math.Exp(low), numerator, denominator) < p && low > -700) low *= 2;
        while (UpperTail(Math.Exp(high), numerator, denominator) > p && high < 700) high *= 2;
        return Math.Exp(Brent.FindRoot(log => UpperTail(Math.Exp(log), numerator, denominator) - p, low, high, 1e-14, 500));
    }
}
