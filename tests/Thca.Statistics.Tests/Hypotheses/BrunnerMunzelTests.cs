using Thca.Core.Randomness;
using Thca.Statistics.Hypotheses;
using Thca.Testing;

namespace Thca.Statistics.Tests.Hypotheses;

public sealed class BrunnerMunzelTests
{
    private static readonly double[] High = Values(2, 4, 6, 5);
    private static readonly double[] Low = Values(9, 5, 2, 1);

    [Fact]
    public void The_worked_table_has_its_values()
    {
        BrunnerMunzelResult r = BrunnerMunzel.Test(High, Low);
        Close.To(0.7871972318, r.Theta, 1e-9);
        Close.To(0.0777368389, r.StandardError, 1e-8);
        Close.To(3.6944804518, r.Statistic, 1e-9);
        Close.To(31.99911371, r.DegreesOfFreedom, 1e-8);
        Close.To(0.0008193086, r.PValue, 1e-6);
        Close.To(0.5897351, r.Lower, 1e-6);
        Close.To(0.9049396, r.Upper, 1e-6);
    }

    [Fact]
    public void Separated_samples_get_a_score_interval_that_is_not_a_point()
    {
        BrunnerMunzelResult r = BrunnerMunzel.Test([4, 5, 6, 7, 8], [1, 2, 3, 3]);
        Assert.True(r.ScoreInterval);
        Assert.Equal(1, r.Theta);
        Assert.Equal(1, r.Upper);
        Assert.InRange(r.Lower, 0.4, 0.9);
        BrunnerMunzelResult mirror = BrunnerMunzel.Test([1, 2, 3, 3], [4, 5, 6, 7, 8]);
        Close.To(1 - r.Lower, mirror.Upper, 1e-9);
        Assert.Equal(0, mirror.Lower);
    }

    [Fact]
    public void A_constant_grade_gives_one_half()
    {
        BrunnerMunzelResult r = BrunnerMunzel.Test([1, 1, 1], [1, 1]);
        Assert.Equal(0.5, r.Theta);
        Assert.NotNull(r.Reason);
        Assert.True(r.Lower < 0.5 && r.Upper > 0.5);
    }

    [Fact]
    public void Jonckheere_Terpstra_of_two_groups_is_the_permutation_Mann_Whitney_test()
    {
        RandomStream stream = RandomSeed.Default.Stream("test");
        HypothesisTestResult r = JonckheereTerpstra.Permutation([Low, High], stream, 20_000);
        Assert.Equal(227.5, r.Statistic);
        Assert.Equal(0.0028131310, r.PValue, 0.0016);
        HypothesisTestResult three = JonckheereTerpstra.Permutation([[1, 2, 2], [2, 3], [3, 4, 4]], stream, 5000);
        Assert.Equal(5 + 9 + 5.5, three.Statistic);
        Assert.Equal(12.0 / 560, three.PValue, 0.009);
        Assert.NotNull(JonckheereTerpstra.Permutation([[1.0], []], stream).Reason);
    }

    [Fact]
    public void Van_Elteren_joins_the_strata()
    {
        HypothesisTestResult r = VanElteren.Test([(High, Low), (Values(1, 2, 4, 3), Values(3, 4, 2, 1))]);
        Close.To(3.4023966157, r.Statistic, 1e-9);
        Close.To(0.0006679762, r.PValue, 1e-6);
        Assert.NotNull(VanElteren.Test([([1.0], [])]).Reason);
    }

    private static double[] Values(params int[] counts) => [.. counts.SelectMany((n, level) => Enumerable.Repeat((double)level, n))];
}
