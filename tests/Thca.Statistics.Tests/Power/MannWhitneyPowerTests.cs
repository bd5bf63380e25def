using Thca.Core.Randomness;
using Thca.Statistics.Power;
using Thca.Testing;

namespace Thca.Statistics.Tests.Power;

public sealed class MannWhitneyPowerTests
{
    [Theory]
    [InlineData(40, 40)]
    [InlineData(15, 45)]
    public void Simulation_AgreesWithNoether(int first, int second) => Close.To(
        MannWhitneyPower.DetectableSuperiority(first + second, (double)first / (first + second)),
        MannWhitneyPower.DetectableSuperiority(first, second, RandomSeed.Default.Stream("power")),
        0.02);

    [Fact]
    public void SixAndSix_NeedALargeDifference_ThreeAndThreeFindNone()
    {
        Assert.InRange(MannWhitneyPower.DetectableSuperiority(6, 6, RandomSeed.Default.Stream("power")), 0.86, 0.96);
        Assert.True(double.IsNaN(MannWhitneyPower.DetectableSuperiority(3, 3, RandomSeed.Default.Stream("power"))));
        Assert.True(double.IsNaN(MannWhitneyPower.DetectableSuperiority(0, 3, RandomSeed.Default.Stream("power"))));
    }
}
