using CsCheck;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Thresholds;
using Thca.Testing;

namespace Thca.Modeling.Tests.Thresholds;

public sealed class ThresholdSelectorTests
{
    private static readonly double[] P = [.02, .06, .11, .12, .2, .22, .31, .33, .4, .47, .6, .85];
    private static readonly bool[] Y = [.. "000001001011".Select(c => c == '1')];

    private static ChosenThreshold Choose(bool[] y, double[] p, ThresholdOptions options) => ThresholdSelector.Choose(new TrainingFold<ScoredPatients>(new ScoredPatients(y, p)), options);

    [Fact]
    public void Published_rule_of_the_printed_example()
    {
        ChosenThreshold chosen = Choose(Y, P, new ThresholdOptions { Strategy = ThresholdStrategy.ReferenceLegacy });
        Assert.Equal(0.05 + 16 * 0.01, chosen.Value);
        Assert.Equal((1.0, 1.0, 0.625), (chosen.Counts.Sensitivity, chosen.Counts.NegativePredictiveValue, chosen.Counts.Specificity));
        Close.To(0.925, chosen.Score, 1e-12);
    }

    [Fact]
    public void Published_rule_never_exceeds_its_cap_and_falls_back_to_the_lowest()
    {
        var legacy = new ThresholdOptions { Strategy = ThresholdStrategy.ReferenceLegacy };
        Assert.Equal(0.25, Choose([false, false, true, true], [.1, .3, .45, .9], legacy).Value);
        Assert.Equal(0.05, Choose([false, true], [.6, .7], legacy).Value);
    }

    [Theory]
    [InlineData(ThresholdStrategy.Screening)]
    [InlineData(ThresholdStrategy.ScreeningReadme)]
    public void Constraints_hold_or_the_fallback_is_reported(ThresholdStrategy strategy) =>
        Gen.Select(Gen.Bool, Gen.Int[0, 100]).Array[2, 40].Sample(rows =>
        {
            bool[] y = [true, false, .. rows.Select(r => r.Item1)];
            double[] p = [0.5, 0.4, .. rows.Select(r => r.Item2 / 100.0)];
            ChosenThreshold chosen = Choose(y, p, new ThresholdOptions { Strategy = strategy });
            ConfusionCounts counts = ConfusionCounts.Of(y, p, chosen.Value);
            Assert.Equal(counts, chosen.Counts);
            bool Holds(double t, bool npv) => ConfusionCounts.Of(y, p, t) is var c && c.Sensitivity >= 0.9 && (!npv || c.NegativePredictiveValue >= 0.95);
            bool possible = p.Any(t => Holds(t, npv: true));
            if (possible) Assert.Equal(ThresholdStatus.Feasible, chosen.Status);
            if (chosen.Status == ThresholdStatus.Feasible) Assert.True(Holds(chosen.Value, npv: true));
            if (chosen.Status == ThresholdStatus.NpvRelaxed) Assert.True(Holds(chosen.Value, npv: false) && !possible);
        }, iter: 300);

    [Fact]
    public void Youden_separates_perfectly_separable_classes_between_them()
    {
        ChosenThreshold chosen = Choose([false, false, true, true], [.1, .2, .6, .7], new ThresholdOptions { Strategy = ThresholdStrategy.Youden });
        Close.To(0.4, chosen.Value, 1e-12);
        Close.To(1, chosen.Score, 1e-12);
    }

    [Fact]
    public void Theory_and_fixed_need_no_search()
    {
        Close.To(1 / 6.0, Choose(Y, P, new ThresholdOptions { Strategy = ThresholdStrategy.NetBenefitTheory }).Value, 1e-12);
        Assert.Equal(0.3, Choose(Y, P, new ThresholdOptions { Strategy = ThresholdStrategy.Fixed, FixedValue = 0.3 }).Value);
    }

    [Theory]
    [InlineData(ThresholdStrategy.FBeta)]
    [InlineData(ThresholdStrategy.GMean)]
    [InlineData(ThresholdStrategy.Mcc)]
    [InlineData(ThresholdStrategy.Cost)]
    [InlineData(ThresholdStrategy.FixedSensitivity)]
    [InlineData(ThresholdStrategy.ScreeningLowerBound)]
    public void Every_strategy_finds_the_best_of_all_cuts(ThresholdStrategy strategy)
    {
        ChosenThreshold chosen = Choose(Y, P, new ThresholdOptions { Strategy = strategy });
        Assert.InRange(chosen.Value, 0, 1);
        Assert.False(double.IsNaN(chosen.Score));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ThcaException>(() => Choose([true, true], [.1, .2], new ThresholdOptions()));
        Assert.Throws<ThcaException>(() => Choose([true, false], [.1, double.NaN], new ThresholdOptions()));
        Assert.Throws<OptionsException>(() => Choose(Y, P, new ThresholdOptions { FixedValue = double.NaN }));
        Assert.Throws<OptionsException>(() => Choose(Y, P, new ThresholdOptions { MinSensitivity = -1 }));
    }
}
