using Thca.Statistics.Power;
using Thca.Testing;

namespace Thca.Statistics.Tests.Power;

public sealed class PowerTests
{
    [Theory]
    [InlineData(30, 3, 0.5, 0.622762)]
    [InlineData(30, 3, 0.3, 0.249583)]
    [InlineData(34, 3, 0.5, 0.683610)]
    [InlineData(34, 1, 0.5, 0.830341)]
    public void Chi_square_power(int n, int df, double w, double expected) => Close.To(expected, ChiSquaredPower.Power(n, w, df), 2e-6);

    [Fact]
    public void Without_an_effect_the_power_is_alpha() => Close.To(0.05, ChiSquaredPower.Power(50, 0, 3), 1e-9);

    [Theory]
    [InlineData(0.5, 44)]
    [InlineData(0.3, 122)]
    public void Sample_size_for_80_percent(double w, int expected) => Assert.Equal(expected, ChiSquaredPower.SampleSize(0.8, w, 3));

    [Fact]
    public void Detectable_superiority() => Close.To(0.7773983, MannWhitneyPower.DetectableSuperiority(34, 0.5), 1e-6);
}
