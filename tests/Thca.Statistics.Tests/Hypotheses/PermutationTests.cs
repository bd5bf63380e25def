using Thca.Core.Randomness;
using Thca.Statistics.Hypotheses;
using Thca.Testing;

namespace Thca.Statistics.Tests.Hypotheses;

public sealed class PermutationTests
{
    private static readonly double[] High = [1.1, 2.5, 3.9, 4.2, 5.5, 6.1, 7.7], Low = [0.4, 0.9, 1.5, 2.1, 3.1, 3.3];

    [Fact]
    public void MannWhitneyPermutation_ApproachesTheExactP()
    {
        double exact = MannWhitney.Test(High, Low, MannWhitneyMethod.Exact).PValue;
        HypothesisTestResult random = MannWhitney.Permutation(High, Low, RandomSeed.Default.Stream("t"), 50_000);
        Close.To(exact, random.PValue, 0.1);
        Close.To(MannWhitney.Test(High, Low).Statistic, random.Statistic, 1e-12);
        Assert.NotNull(MannWhitney.Permutation([], Low, RandomSeed.Default.Stream("t")).Reason);
    }

    [Fact]
    public void SmallestAttainable_ByCounting()
    {
        double[] a = [1, 2, 3, 4, 5, 6], b = [7, 8, 9, 10, 11, 12];
        Close.To(2.0 / 924, MannWhitney.SmallestAttainable(a, b), 1e-15);
        Close.To(2.0 / 924, MannWhitney.SmallestAttainable([3, 1, 9, 12, 2, 11], [4, 5, 6, 7, 8, 10]), 1e-15);
        Close.To(1, MannWhitney.SmallestAttainable([1, 1], [1, 1]), 1e-15);
        // One of three values differs: it lies in the sample of two or in the sample of one.
        Close.To(1.0 / 3, MannWhitney.SmallestAttainable([1, 1], [2]), 1e-15);
    }

    [Fact]
    public void RankAncova_WithoutCovariates_IsTheRankSumTest()
    {
        double[] values = [.. High, .. Low];
        bool[] group = [.. values.Select((_, i) => i < High.Length)];
        double exact = MannWhitney.Test(High, Low, MannWhitneyMethod.Exact).PValue;
        Close.To(exact, RankAncova.Test(values, group, [], RandomSeed.Default.Stream("a"), 20_000).PValue, 0.2);
    }

    [Fact]
    public void RankAncova_RemovesADifferenceThatTheCovariateMakes()
    {
        RandomStream random = RandomSeed.Default.Stream("ancova");
        double[] covariate = [.. Enumerable.Range(0, 40).Select(i => random.NextNormal() + (i < 20 ? 1.5 : 0))];
        double[] values = [.. covariate.Select(c => c + 0.3 * random.NextNormal())];
        bool[] group = [.. covariate.Select((_, i) => i < 20)];
        Assert.True(MannWhitney.Test(values.AsSpan(0, 20), values.AsSpan(20)).PValue < 0.01);
        Assert.True(RankAncova.Test(values, group, [covariate], random, 1_999).PValue > 0.05);
    }

    [Fact]
    public void RankAncova_ThatCannotBeMade_SaysWhy()
    {
        double[] values = [1, 2, 3, 4, 5, 6];
        bool[] group = [true, true, true, false, false, false];
        Assert.NotNull(RankAncova.Test(values, group, [[1, 1, 1, 0, 0, 0]], RandomSeed.Default.Stream("a")).Reason);
        Assert.NotNull(RankAncova.Test([1, 1, 1, 1, 1, 1], group, [], RandomSeed.Default.Stream("a")).Reason);
        Assert.NotNull(RankAncova.Test([1, 2, double.NaN], [true, false, true], [], RandomSeed.Default.Stream("a")).Reason);
    }
}
