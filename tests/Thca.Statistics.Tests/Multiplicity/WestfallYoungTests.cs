using Thca.Core.Randomness;
using Thca.Statistics.Multiplicity;

namespace Thca.Statistics.Tests.Multiplicity;

public sealed class WestfallYoungTests
{
    [Fact]
    public void Counts_successive_maxima_by_hand()
    {
        // Two permutations: the maxima from the weakest upward are (1, 2) and (3, 3).
        double[][] permuted = [[2.0, 1.0], [0.5, 3.0]];
        double[] adjusted = WestfallYoung.StepDown([2.5, 1.5], 2, (i, target) => permuted[i].CopyTo(target, 0));
        Assert.Equal([2.0 / 3, 2.0 / 3], adjusted);
    }

    [Fact]
    public void Perfectly_correlated_tests_pay_nothing_for_multiplicity()
    {
        RandomStream stream = RandomSeed.Default.Stream("test");
        double[] adjusted = WestfallYoung.StepDown([2.0, 2.0, 2.0, double.NaN], 9999, (_, target) => Array.Fill(target, Math.Abs(stream.NextNormal())));
        Assert.Equal(0.0455, adjusted[0], 0.009);
        Assert.Equal(adjusted[0], adjusted[2]);
        Assert.True(double.IsNaN(adjusted[3]));
    }
}
