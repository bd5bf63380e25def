using MathNet.Numerics;

namespace Thca.Statistics.Distributions;

/// <summary>Student's t distribution.</summary>
public static class StudentTDistribution
{
    /// <summary>P(T ≥ t): half the regularised incomplete beta function I(df/(df+t²); df/2, 1/2).</summary>
    /// <param name="t">Value.</param>
    /// <param name="degreesOfFreedom">Above 0; infinity is the normal distribution.</param>
    public static double UpperTail(double t, double degreesOfFreedom)
    {
        if (double.IsNaN(t) || double.IsNaN(degreesOfFreedom)) return double.NaN;
        if (degreesOfFreedom > FDistribution.LargeDegreesOfFreedom) return NormalDistribution.UpperTail(t);
        if (double.IsInfinity(t)) return t > 0 ? 0 : 1;
        double half = 0.5 * SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));
        return t >= 0 ? half : 1 - half;
    }

    /// <summary>P(|T| ≥ |t|).</summary>
    public static double TwoSided(double t, double degreesOfFreedom) => Math.Min(1, 2 * UpperTail(Math.Abs(t), degreesOfFreedom));

    /// <summary>The value below which a share <paramref name="p"/> of the distribution lies.</summary>
    public static double Quantile(double p, double degreesOfFreedom) => degreesOfFreedom > FDistribution.LargeDegreesOfFreedom
        ? NormalDistribution.Quantile(p)
        : MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degreesOfFreedom, p);
}
