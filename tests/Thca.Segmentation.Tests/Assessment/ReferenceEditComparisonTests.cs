using Thca.Segmentation.Assessment;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Assessment;

public class ReferenceEditComparisonTests
{
    private static readonly double[] Manual = [.85, .92, .95, .97, 1, .88, .93, .99, .76, .91];
    private static readonly double[] Automatic = [1, 1, .98, 1, .95, .69, 1, .97, 1, .93, .9, 1];

    [Fact]
    public void Worked_example()
    {
        ReferenceEditComparison c = ReferenceEditComparison.Of(("AI", Pairs(Automatic)), ("Manual", Pairs(Manual)));
        Assert.Equal(120 - 32.5, c.MannWhitney.Statistic);
        Close.To(0.0701803646, c.MannWhitney.PValue, 1e-9, 1e-10);
        Close.To(0.4621027973, c.CohensD, 1e-9, 1e-10);
        Assert.Equal(32.5, ReferenceEditComparison.Of(("Manual", Pairs(Manual)), ("AI", Pairs(Automatic))).MannWhitney.Statistic);
        ReferenceEditGroup g = ReferenceEditGroup.Of("AI", Pairs(Automatic));
        Close.To(0.8952371144, g.DiceInterval.Lower, 1e-9, 1e-10);
        Close.To(1.0080962191, g.DiceInterval.Upper, 1e-9, 1e-10);
    }

    [Fact]
    public void The_figure_and_the_table_disagree_as_in_the_original()
    {
        // 0.9 is modified by the table's rule "moderate", by the figure's too; 0.7 is "major" in the table and "moderate" in the figure.
        ReferenceEditGroup g = ReferenceEditGroup.Of("x", Pairs([1, 0.95, 0.9, 0.7, 0.5]));
        Assert.Equal((1, 1, 2, 1), g.FigureCategories);
        Assert.Equal("major", Pairs([0.7])[0].Category);
        Close.To(60, g.AcceptablePercent, 1e-12);
        Close.To(80, g.ModifiedPercent, 1e-12);
    }

    [Fact]
    public void Nothing_to_reduce_and_no_files_are_NaN()
    {
        ReferenceEditComparison c = ReferenceEditComparison.Of(("AI", Pairs([0.8, 1])), ("Manual", Pairs([1, 1])));
        Assert.True(double.IsNaN(c.ReductionPercent));
        Assert.Equal(-1, c.CasesSaved);
        Assert.True(double.IsNaN(ReferenceEditGroup.Of("none", []).DiceMean));
    }

    private static ReferenceMaskPair[] Pairs(double[] dice) =>
        [.. dice.Select(d => new ReferenceMaskPair { Dice = d, Jaccard = d / (2 - d), VolumeBefore = 1000, VolumeAfter = 1000 * d, Modified = d < 1 })];
}
