using Thca.Statistics.Distributions;

namespace Thca.Statistics.Effects;

/// <summary>Score intervals of a proportion (Wilson, 1927) and of a difference of two (Newcombe, 1998, method 10).</summary>
public static class ProportionInterval
{
    /// <summary>Wilson's interval of k successes in n; NaN when n is 0.</summary>
    public static (double Lower, double Upper) Wilson(int k, int n, double level = 0.95)
    {
        if (n == 0) return (double.NaN, double.NaN);
        double z = Z(level), p = (double)k / n, z2 = z * z;
        double centre = p + z2 / (2 * n), half = z * Math.Sqrt(p * (1 - p) / n + z2 / (4.0 * n * n)), scale = 1 + z2 / n;
        return (k == 0 ? 0 : (centre - half) / scale, k == n ? 1 : (centre + half) / scale);
    }

    /// <summary>Newcombe's interval of k1/n1 - k0/n0; NaN when a group is empty.</summary>
    public static (double Difference, double Lower, double Upper) Newcombe(int k1, int n1, int k0, int n0, double level = 0.95)
    {
        if (n1 == 0 || n0 == 0) return (double.NaN, double.NaN, double.NaN);
        double p1 = (double)k1 / n1, p0 = (double)k0 / n0, d = p1 - p0;
        (double l1, double u1) = Wilson(k1, n1, level);
        (double l0, double u0) = Wilson(k0, n0, level);
        return (d, d - Math.Sqrt((p1 - l1) * (p1 - l1) + (u0 - p0) * (u0 - p0)), d + Math.Sqrt((u1 - p1) * (u1 - p1) + (p0 - l0) * (p0 - l0)));
    }

    internal static double Z(double level) => NormalDistribution.Quantile(1 - (1 - level) / 2);
}
