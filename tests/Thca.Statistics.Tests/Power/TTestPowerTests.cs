using Thca.Statistics.Power;

namespace Thca.Statistics.Tests.Power;

public class TTestPowerTests
{
    [Theory]
    [InlineData(5, 0.14, 0.11)]
    [InlineData(10, 0.29, 0.19)]
    [InlineData(20, 0.5645, 0.34)]
    [InlineData(30, 0.75, 0.48)]
    [InlineData(50, 0.93, 0.70)]
    public void Medium_effects_have_the_tabulated_power(int count, double oneSample, double twoSample)
    {
        Assert.Equal(oneSample, TTestPower.OneSample(count), 0.0051);
        Assert.Equal(twoSample, TTestPower.TwoSample(count), 0.0051);
    }

    [Fact]
    public void Without_an_effect_power_is_the_significance_level() => Assert.Equal(0.05, TTestPower.OneSample(12, 0), 1e-6);

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TTestPower.OneSample(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TTestPower.OneSample(5, 0.5, 1));
    }
}
