using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Tests.Validation;

public sealed class ModelUpdatingTests
{
    private static readonly MetricOptions Few = new() { Replicates = 0, SmoothReplicates = 0 };

    /// <summary>Log-odds that are twice too steep and one too high.</summary>
    private static PredictedCohort Miscalibrated(int count)
    {
        RandomStream random = new RandomSeed(3).Stream("updating");
        double[] truth = [.. Enumerable.Range(0, count).Select(_ => 1.2 * random.NextNormal() - 1)];
        bool[] y = [.. truth.Select(t => random.NextDouble() < 1 / (1 + Math.Exp(-t)))];
        return PredictedCohort.Single([.. y.Select((_, i) => $"{i}")], y, [.. truth.Select(t => 1 / (1 + Math.Exp(-(2 * t + 1))))], 0.4);
    }

    [Fact]
    public void Recalibration_finds_the_slope_and_improves_the_loss()
    {
        Dictionary<string, ModelUpdating> methods = ModelUpdating.Of(Miscalibrated(4000), Few).ToDictionary(m => m.Method);
        Assert.InRange(methods["Recalibration"].Slope, 0.45, 0.55);
        Assert.InRange(methods["Recalibration"].Intercept, -0.6, -0.4);
        Assert.True(methods["Recalibration"].Metrics["log_loss"].Value < methods["Intercept"].Metrics["log_loss"].Value);
        Assert.True(methods["Intercept"].Metrics["log_loss"].Value < methods["None"].Metrics["log_loss"].Value);
        Assert.InRange(methods["Recalibration"].Metrics["calibration_slope"].Value, 0.9, 1.1);
        Assert.InRange(methods["Isotonic"].Metrics["oe_ratio"].Value, 0.95, 1.05);
    }

    [Fact]
    public void Too_few_events_give_no_updating()
    {
        PredictedCohort cohort = PredictedCohort.Single(["a", "b", "c"], [true, false, false], [0.5, 0.2, 0.1], 0.4);
        Assert.Empty(ModelUpdating.Of(cohort, Few));
    }

    [Fact]
    public void Cohorts_of_one_population_cannot_be_told_apart_and_shifted_ones_can()
    {
        RandomStream random = new RandomSeed(5).Stream("mix");
        PredictedCohort a = Miscalibrated(300), b = Miscalibrated(200);
        FeatureMatrix rows = new([.. Enumerable.Range(0, 300).Select(i => $"{i}")], ["x", "y"], [.. Enumerable.Range(0, 600).Select(_ => random.NextNormal())]);
        double[][] Draw(double shift) => [.. Enumerable.Range(0, 200).Select(_ => new[] { random.NextNormal() + shift, double.NaN })];
        Assert.InRange(CaseMix.Of(a, b, rows, Draw(0)).Membership.Value, 0.4, 0.6);
        Assert.InRange(CaseMix.Of(a, b, rows, Draw(2)).Membership.Value, 0.85, 1);
        Assert.True(double.IsNaN(CaseMix.Of(a, b, null, Draw(0)).Membership.Value));
    }
}
