using MathNet.Numerics;
using Thca.Statistics.Distributions;
using Thca.Testing;

namespace Thca.Statistics.Tests.Distributions;

public sealed class NoncentralTDistributionTests
{
    [Theory]
    [InlineData(1, 5, 0.5)]
    [InlineData(-1.2, 10, 2)]
    [InlineData(3, 22, 1.5)]
    [InlineData(0, 4, 1)]
    [InlineData(8, 10, 7)]
    [InlineData(25, 38, 22)]
    public void Cdf_EqualsTheIntegralOverTheScale(double t, double df, double delta) =>
        Close.To(Integral(t, df, delta), NoncentralTDistribution.Cdf(t, df, delta), 1e-8);

    [Fact]
    public void Cdf_WithoutNoncentrality_IsStudents()
    {
        foreach (double t in (double[])[-3, -0.5, 0, 1, 4])
            Close.To(1 - StudentTDistribution.UpperTail(t, 7), NoncentralTDistribution.Cdf(t, 7, 0), 1e-12);
        Assert.True(double.IsNaN(NoncentralTDistribution.Cdf(1, 0, 1)));
    }

    [Fact]
    public void Noncentrality_InvertsTheCdf()
    {
        foreach (double t in (double[])[-6, -1, 0, 2.5, 12])
        {
            double delta = NoncentralTDistribution.Noncentrality(t, 10, 0.975);
            Close.To(0.975, NoncentralTDistribution.Cdf(t, 10, delta), 1e-8);
        }
    }

    /// <summary>∫ f(s) Φ(t s - δ) ds with s² chi-squared over its degrees of freedom.</summary>
    private static double Integral(double t, double df, double delta)
    {
        const int steps = 20_000;
        double upper = 1 + 14 / Math.Sqrt(2 * df), h = upper / steps, sum = 0;
        double constant = Math.Log(2) + df / 2 * Math.Log(df / 2) - SpecialFunctions.GammaLn(df / 2);
        for (int i = 1; i <= steps; i++)
        {
            double s = i * h, density = Math.Exp(constant + (df - 1) * Math.Log(s) - df * s * s / 2);
            sum += density * NormalDistribution.Cdf(t * s - delta) * (i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return sum * h / 3;
    }
}
