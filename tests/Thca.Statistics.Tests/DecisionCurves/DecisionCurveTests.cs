using System.Text.Json;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.DecisionCurves;
using Thca.Testing;

namespace Thca.Statistics.Tests.DecisionCurves;

public sealed class DecisionCurveTests
{
    private static readonly double[] P = [.1, .2, .2, .35, .4, .4, .6, .8, .9, .55];
    private static readonly bool[] Y = [false, false, true, false, false, true, false, true, true, false];

    [Fact]
    public void Worked_example()
    {
        Close.To(0.275, DecisionCurve.NetBenefit(Y, P, 0.2), 1e-12);
        Close.To(0.25, DecisionCurve.TreatAll(0.4, 0.2), 1e-12);
        Close.To(0, DecisionCurve.NetBenefit(Y, P, 0.5), 1e-12);
        Assert.True(double.IsNaN(DecisionCurve.NetBenefit(Y, P, 1)));
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("rare")]
    public void Agrees_with_the_golden_values(string name)
    {
        JsonElement c = GoldenJson.Open("stats", "metrics.json").GetProperty("cases").GetProperty(name), expected = c.GetProperty("decision_curve");
        bool[] y = [.. c.GetProperty("y").Numbers().Select(v => v == 1)];
        IReadOnlyList<DecisionCurvePoint> curve = DecisionCurve.Compute(y, c.GetProperty("score").Numbers(), expected.GetProperty("thresholds").Numbers());
        Close.To(expected.GetProperty("model").Numbers(), [.. curve.Select(p => p.NetBenefit)], 1e-10);
        Close.To(expected.GetProperty("treat_all").Numbers(), [.. curve.Select(p => p.TreatAll)], 1e-10);
    }

    [Fact]
    public void Bands_contain_the_curve_and_do_not_depend_on_threads()
    {
        IReadOnlyList<DecisionCurvePoint> one = DecisionCurve.Compute(Y, P, replicates: 100, seed: new RandomSeed(1), compute: ComputeOptions.SingleThread);
        Assert.Equal(one, DecisionCurve.Compute(Y, P, replicates: 100, seed: new RandomSeed(1), compute: new ComputeOptions { MaxDegreeOfParallelism = 2 }));
        Assert.All(one, p => Assert.True(p.Lower <= p.NetBenefit + 1e-12 && p.NetBenefit <= p.Upper + 1e-12));
        Assert.Equal(99, one.Count);
    }

    [Fact]
    public void Useful_ranges_are_maximal_runs()
    {
        DecisionCurvePoint Point(double t, double advantage) => new(t, 0, 0, 0, 0, advantage, 0, 0);
        Assert.Equal([(0.1, 0.2), (0.4, 0.4)], DecisionCurve.UsefulRanges([Point(0.1, 1), Point(0.2, 1), Point(0.3, -1), Point(0.4, 1)]));
    }
}
