using Thca.Modeling.Artifacts;
using Thca.Modeling.Runtime.Decisions;

namespace Thca.Modeling.Tests.Artifacts;

public sealed class RiskCutsTests
{
    private static readonly double[] Margins = [-5, -4, -3, -2, -1, 0, 1, 2, 3];

    [Fact]
    public void Thirds_of_distinct_probabilities_include_their_upper_cut()
    {
        RiskCuts cuts = RiskCuts.From([.1, .2, .3, .4, .5, .6, .7], [.1, .2, .3, .4, .5, .6, .7], 0.35, [0.2, 0.5]);
        Assert.Equal(CritScale.Probability, cuts.TertileScale);
        Assert.Equal([0.3, 0.5], cuts.Tertile.Select(c => Math.Round(c, 12)));
        Assert.Equal("Low", cuts.GroupsOf(cuts.Tertile[0], 0)[RiskSchemes.Tertile]);
        Assert.Equal("Intermediate", cuts.GroupsOf(cuts.Tertile[1], 0)[RiskSchemes.Tertile]);
        Assert.Equal("High", cuts.GroupsOf(0.51, 0)[RiskSchemes.Tertile]);
        Assert.Equal(("Low", "High"), (cuts.GroupsOf(0.2, 0)[RiskSchemes.Fixed], cuts.GroupsOf(0.35, 0)[RiskSchemes.Clinical]));
    }

    [Fact]
    public void Tied_probabilities_are_cut_on_the_margin()
    {
        RiskCuts cuts = RiskCuts.From([0, 0, 0, 0, 0, 0, 0, .5, 1], Margins, 0.25, [0.2, 0.5]);
        Assert.Equal(CritScale.Margin, cuts.TertileScale);
        Assert.Equal([3, 3, 3], Margins.GroupBy(m => cuts.GroupsOf(0, m)[RiskSchemes.Tertile]).Select(g => g.Count()));
        Assert.Equal(CritScale.Margin, cuts.Schemes().Single(s => s.Scheme == RiskSchemes.Tertile).Variable);
    }

    [Fact]
    public void Where_margins_tie_too_two_groups_are_left()
    {
        RiskCuts cuts = RiskCuts.From([.1, .1, .1, .1, .9], [-1, -1, -1, -1, 1], 0.25, [0.2, 0.5]);
        Assert.Equal([0.1], cuts.Tertile);
        Assert.Equal(("Low", "High"), (cuts.GroupsOf(0.1, -1)[RiskSchemes.Tertile], cuts.GroupsOf(0.9, 1)[RiskSchemes.Tertile]));
    }
}
