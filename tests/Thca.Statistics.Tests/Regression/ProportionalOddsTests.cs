using Thca.Statistics.Regression;
using Thca.Testing;

namespace Thca.Statistics.Tests.Regression;

public sealed class ProportionalOddsTests
{
    [Fact]
    public void The_worked_table_has_its_fit()
    {
        ProportionalOddsResult r = ProportionalOdds.Fit([2, 4, 6, 5], [9, 5, 2, 1]);
        Close.To([0.11328641, 1.52890901, 2.9514408], [.. r.Thresholds], 1e-7);
        Close.To(2.10820117, r.Coefficient, 1e-8);
        Close.To(0.713281, r.StandardError, 1e-6);
        Close.To(8.2334174, r.OddsRatio, 1e-7);
        Close.To(-41.4193887340, r.LogLikelihood, 1e-10);
        Close.To(9.8778215, r.LikelihoodRatio, 1e-7);
        Close.To(0.0016728288, r.PValue, 1e-7);
    }

    [Fact]
    public void Two_grades_give_the_odds_ratio_of_the_fourfold_table()
    {
        ProportionalOddsResult r = ProportionalOdds.Fit([0, 4, 0, 9], [0, 8, 0, 3]);
        Close.To(Math.Log(9.0 * 8 / (4 * 3)), r.Coefficient, 1e-9);
        Close.To(Math.Sqrt(1.0 / 4 + 1.0 / 9 + 1.0 / 8 + 1.0 / 3), r.StandardError, 1e-9);
    }

    [Theory]
    [InlineData(new[] { 0, 0, 3, 4 }, new[] { 5, 2, 0, 0 })]
    [InlineData(new[] { 0, 3, 3, 0 }, new[] { 5, 2, 0, 0 })]
    [InlineData(new[] { 0, 3, 0, 0 }, new[] { 0, 2, 0, 0 })]
    [InlineData(new[] { 0, 0, 0, 0 }, new[] { 1, 2, 0, 0 })]
    public void Without_a_maximum_there_is_a_reason(int[] first, int[] second)
    {
        ProportionalOddsResult r = ProportionalOdds.Fit(first, second);
        Assert.NotNull(r.Reason);
        Assert.True(double.IsNaN(r.Coefficient));
    }
}
