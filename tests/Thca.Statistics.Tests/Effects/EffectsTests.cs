using Thca.Statistics.Contingency;
using Thca.Statistics.Effects;
using Thca.Testing;

namespace Thca.Statistics.Tests.Effects;

public sealed class EffectsTests
{
    private static readonly int[] High = [2, 4, 6, 5];
    private static readonly int[] Low = [9, 5, 2, 1];
    private static readonly double[] HighValues = [12.1, 9.4, 15.8, 11.0, 13.7, 10.2];
    private static readonly double[] LowValues = [8.9, 10.9, 7.5, 9.9, 6.8, 11.6, 8.2];

    [Fact]
    public void Ordinal_association_of_the_worked_table()
    {
        OrdinalAssociation a = OrdinalAssociation.Of(High, Low);
        Assert.Equal((200.0, 34.0, 55.0), (a.Concordant, a.Discordant, a.Tied));
        Close.To(5.8823529412, a.GeneralizedOddsRatio, 1e-9);
        Close.To(0.7094017094, a.Gamma, 1e-9);
        Close.To(3.6991869919, a.WinOdds, 1e-9);
        Close.To(0.4725472381, a.TauB, 1e-9);
        Close.To(0.5743944637, a.SomersD, 1e-9);
        Close.To(0.7871972318, a.Superiority, 1e-9);
    }

    [Fact]
    public void Cramers_v_of_the_worked_table()
    {
        CramersV v = CramersV.Of(new ContingencyTable(new[,] { { 9, 5, 2, 1 }, { 2, 4, 6, 5 } }));
        Close.To(0.5210939633, v.Value, 1e-9);
        Close.To(0.4315953079, v.BiasCorrected, 1e-9);
        Close.To(v.Value, CramersV.Of(High, Low).Value, 1e-12);
        Close.To(v.BiasCorrected, CramersV.Of(High, Low).BiasCorrected, 1e-12);
        Assert.True(double.IsNaN(CramersV.Of([3, 0], [4, 0]).Value));
        Assert.True(double.IsNaN(CramersV.Of(new ContingencyTable(new[,] { { 3, 0 }, { 4, 0 } })).Value));
    }

    [Fact]
    public void Difference_of_proportions()
    {
        (double d, double low, double high) = ProportionInterval.Newcombe(11, 17, 3, 17);
        Close.To(0.4705882353, d, 1e-9);
        Close.To(0.1397476, low, 1e-6);
        Close.To(0.6838198, high, 1e-6);
        Assert.Equal(0, ProportionInterval.Wilson(0, 9).Lower);
        Assert.Equal(1, ProportionInterval.Wilson(9, 9).Upper);
        Close.To(0.7018347013, ProportionInterval.Wilson(14, 15).Lower, 1e-9);
        Assert.True(double.IsNaN(ProportionInterval.Wilson(0, 0).Lower));
    }

    [Fact]
    public void Standardised_mean_difference()
    {
        CohensD d = CohensD.Of(HighValues, LowValues);
        Close.To(1.4097491905, d.Value, 1e-9);
        Close.To(1.3912249878, d.AverageVariance, 1e-9);
        Close.To(1.3110100893, d.HedgesG, 1e-9);
        Close.To(0.1921051, d.Lower, 1e-6);
        Close.To(2.6273933, d.Upper, 1e-7);
        Assert.True(double.IsNaN(CohensD.Of([1, 1, 1], [1, 1]).Value));
        Assert.True(double.IsNaN(CohensD.Of([1], [1, 2]).Value));
    }

    [Fact]
    public void Hodges_Lehmann_shift_with_exact_and_asymptotic_interval()
    {
        HodgesLehmann exact = HodgesLehmann.Of(HighValues, LowValues);
        Close.To(2.75, exact.Shift, 1e-9);
        Close.To(0.1, exact.Lower, 1e-9);
        Close.To(5.9, exact.Upper, 1e-9);
        Assert.Equal(7, exact.Rank);
        Close.To(0.9650349650, exact.AchievedLevel, 1e-9);
        HodgesLehmann tied = HodgesLehmann.Of([1, 2, 2, 3, 3, 4], [0, 1, 1, 2, 2, 3]);
        Assert.True(double.IsNaN(tied.AchievedLevel));
        Assert.True(tied.Lower <= tied.Shift && tied.Shift <= tied.Upper);
        Assert.True(double.IsNaN(HodgesLehmann.Of([], [1.0]).Shift));
    }

    [Fact]
    public void A_tiny_sample_has_the_widest_interval()
    {
        HodgesLehmann result = HodgesLehmann.Of([5, 7], [1, 2]);
        Assert.Equal((3.0, 6.0, 1), (result.Lower, result.Upper, result.Rank));
        Close.To(1 - 2.0 / 6, result.AchievedLevel, 1e-12);
    }
}
