using MathNet.Numerics;

namespace Thca.Statistics.Distributions;

/// <summary>Logarithms of factorials and binomial coefficients.</summary>
public static class LogFactorial
{
    /// <summary>ln n!.</summary>
    public static double Of(int n) => SpecialFunctions.FactorialLn(n);

    /// <summary>ln Γ(x).</summary>
    public static double Gamma(double x) => SpecialFunctions.GammaLn(x);

    /// <summary>ln of n over k; minus infinity outside 0 ≤ k ≤ n.</summary>
    public static double Binomial(int n, int k) => k < 0 || k > n ? double.NegativeInfinity : Of(n) - Of(k) - Of(n - k);

    /// <summary>ln 0! to ln <paramref name="maximum"/>!.</summary>
    public static double[] Table(int maximum)
    {
        var table = new double[maximum + 1];
        for (int n = 2; n <= maximum; n++) table[n] = Of(n);
        return table;
    }
}
