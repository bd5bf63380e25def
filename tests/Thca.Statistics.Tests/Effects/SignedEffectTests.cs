using Thca.Core.Randomness;
using Thca.Statistics.Effects;
using Thca.Testing;

namespace Thca.Statistics.Tests.Effects;

public sealed class SignedEffectTests
{
    [Fact]
    public void HedgesG_ByHand()
    {
        HedgesG g = HedgesG.Of([2, 4, 6], [1, 2, 3]);
        Close.To(0.8 * 2 / Math.Sqrt(2.5), g.Value, 1e-14);
        Assert.True(g.Lower < 0 && g.Upper > g.Value);
        HedgesG turned = HedgesG.Of([1, 2, 3], [2, 4, 6]);
        Close.To(-g.Value, turned.Value, 1e-14);
        Close.To(-g.Upper, turned.Lower, 1e-8);
    }

    [Fact]
    public void HedgesG_WithoutSpreadOrValues_IsNaN()
    {
        Assert.True(double.IsNaN(HedgesG.Of([0.1, 0.1, 0.1], [0.1, 0.1]).Value));
        Assert.True(double.IsNaN(HedgesG.Of([1], [2, 3]).Value));
        Assert.True(double.IsNaN(HedgesG.Of([], [2, 3]).Lower));
    }

    [Fact]
    public void CliffsDelta_ByHand_WithTies()
    {
        Close.To(4.0 / 6, CliffsDelta.Of([3, 4], [1, 2, 3.5], 0).Value, 1e-15);
        Close.To(0.75, CliffsDelta.Of([2, 3], [2, 1], 0).Value, 1e-15);
        Assert.True(double.IsNaN(CliffsDelta.Of([double.NaN], [2, 1]).Value));
    }

    [Fact]
    public void CliffsDelta_Interval_HoldsTheValue_AndRepeats()
    {
        double[] high = [3, 5, 6, 7, 9, 11], low = [1, 2, 4, 5.5, 6.5, 8];
        CliffsDelta a = CliffsDelta.Of(high, low, 500, new RandomSeed(7)), b = CliffsDelta.Of(high, low, 500, new RandomSeed(7));
        Assert.Equal(a, b);
        Assert.True(a.Lower < a.Value && a.Value < a.Upper && a.Upper <= 1);
        Assert.Equal("medium", a.Magnitude);
        Close.To((a.Value + 1) / 2, a.Auc, 0);
    }

    [Theory]
    [InlineData(0.1, "negligible")]
    [InlineData(-0.2, "small")]
    [InlineData(0.4, "medium")]
    [InlineData(-0.474, "large")]
    [InlineData(double.NaN, "")]
    public void Magnitude_Words(double delta, string word) => Assert.Equal(word, new CliffsDelta(delta, 0, 0).Magnitude);
}
