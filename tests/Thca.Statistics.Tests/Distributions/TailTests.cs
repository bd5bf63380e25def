using Thca.Statistics.Distributions;
using Thca.Testing;

namespace Thca.Statistics.Tests.Distributions;

/// <summary>Check values of the clinical specification, section 9 (they agree with SciPy 1.10).</summary>
public class TailTests
{
    [Theory]
    [InlineData(1.96, 0.0249978951482)]
    [InlineData(8.5, 9.4795348222e-18)]
    public void NormalUpperTail(double z, double expected) => Close.To(expected, NormalDistribution.UpperTail(z), 1e-10, 0);

    [Fact]
    public void NormalUpperTail_FarOut_KeepsDigits()
    {
        // Asymptotic series phi(z)/z (1 - 1/z² + 3/z⁴ - 15/z⁶ + 105/z⁸) at z = 30, by hand: relative error below 1e-11.
        double z = 30, series = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / z * (1 - 1 / (z * z) + 3 / Math.Pow(z, 4) - 15 / Math.Pow(z, 6) + 105 / Math.Pow(z, 8));
        Close.To(series, NormalDistribution.UpperTail(z), 1e-10, 0);
    }

    [Fact]
    public void NormalQuantile() => Close.To(1.959963984540054, NormalDistribution.Quantile(0.975), 1e-14);

    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(9.232323232323232, 3, 0.026356299348)]
    [InlineData(200, 4, 3.757276735781e-42)]
    public void ChiSquaredUpperTail(double x, double df, double expected) => Close.To(expected, ChiSquaredDistribution.UpperTail(x, df), 1e-10, 0);

    [Fact]
    public void ChiSquaredQuantile_InvertsTail()
    {
        Close.To(3.841458820694124, ChiSquaredDistribution.QuantileOfUpperTail(0.05, 1), 1e-12);
        Close.To(0.01, ChiSquaredDistribution.UpperTail(ChiSquaredDistribution.QuantileOfUpperTail(0.01, 7), 7), 1e-9);
    }

    [Fact]
    public void StudentAndFUpperTails()
    {
        Close.To(0.0198251173, StudentTDistribution.UpperTail(2.5, 7.3), 1e-8);
        Close.To(0.0185574198, FDistribution.UpperTail(4.2, 3, 20), 1e-8);
        Close.To(1 - 0.0198251173, StudentTDistribution.UpperTail(-2.5, 7.3), 1e-8);
    }

    [Theory]
    [InlineData(1e4, 1e-3)]
    [InlineData(1e6, 1e-5)]
    [InlineData(1e8, 1e-7)]
    [InlineData(9e9, 1e-8)]
    [InlineData(1e62, 1e-12)]
    [InlineData(double.PositiveInfinity, 0)]
    public void LargeDegreesOfFreedom_ApproachTheNormalAndChiSquared(double df, double tolerance)
    {
        // Limits: t tends to the normal with relative error of order z⁴/(4 df), F times its numerator to chi-squared.
        Close.To(NormalDistribution.UpperTail(2.5), StudentTDistribution.UpperTail(2.5, df), 20 * tolerance);
        Close.To(ChiSquaredDistribution.UpperTail(8, 2), FDistribution.UpperTail(4, 2, df), 20 * tolerance);
        Close.To(1.959963984540054, StudentTDistribution.Quantile(0.975, df), 20 * tolerance);
    }

    [Fact]
    public void LogGamma() => Close.To(469.81727549193056, LogFactorial.Gamma(123.5), 1e-14);

    [Theory]
    [InlineData(0.025, 5, 18, 3.3819677)]
    [InlineData(0.05, 1, 1, 161.4476387)]
    public void F_quantile_is_the_inverse_of_the_tail(double p, double numerator, double denominator, double expected)
    {
        double f = FDistribution.UpperQuantile(p, numerator, denominator);
        Close.To(p, FDistribution.UpperTail(f, numerator, denominator), 1e-11);
        Close.To(expected, f, 1e-7);
        Assert.Equal(double.PositiveInfinity, FDistribution.UpperQuantile(0, numerator, denominator));
        Assert.Equal(0, FDistribution.UpperQuantile(1, numerator, denominator));
        Assert.True(double.IsNaN(FDistribution.UpperQuantile(-1, numerator, denominator)));
    }
}
