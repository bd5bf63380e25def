using Thca.Statistics.Clustering;

namespace Thca.Statistics.Tests.Clustering;

public class ElbowRuleTests
{
    [Fact]
    public void The_sharpest_bend_wins() => Assert.Equal(4, ElbowRule.Choose([100, 60, 45, 40, 38, 37], 3));

    [Fact]
    public void Two_inertias_give_the_smallest() => Assert.Equal(3, ElbowRule.Choose([100, 60], 3));

    [Fact]
    public void The_first_of_equal_bends_wins() => Assert.Equal(3, ElbowRule.Choose([30, 20, 12, 6, 2], 2));
}
