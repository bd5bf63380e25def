using MathNet.Numerics;

namespace Thca.Statistics.Distributions;

/// <summary>The chi-squared distribution.</summary>
public static class ChiSquaredDistribution
{
    /// <summary>P(X ≥ x): the upper regularised incomplete gamma function Q(df/2, x/2).</summary>
    /// <param name="x">Value; at or below 0 the tail is 1.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double UpperTail(double x, double degreesOfFreedom)
    {
        if (double.IsNaN(x)) return double.NaN;
        if (x <= 0) return 1;
        return double.IsPositiveInfinity(x) ? 0 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);
    }

    /// <summary>The value above which a share <paramref name="upperTail"/> of the distribution lies.</summary>
    public static double QuantileOfUpperTail(double upperTail, double degreesOfFreedom)
    {
        if (degreesOfFreedom == 1)
        {
            double z = NormalDistribution.Quantile(upperTail / 2);
            return z * z;
        }

        return MathNet.Numerics.Distributions.ChiSquared.InvCDF(degreesOfFreedom, 1 - upperTail);
    }
}
