using System.Text.Json;
using Thca.Core.Randomness;
using Thca.Statistics.Calibration;
using Thca.Testing;

namespace Thca.Statistics.Tests.Calibration;

public sealed class CalibrationTests
{
    [Theory]
    [InlineData("balanced")]
    [InlineData("rare")]
    [InlineData("ties")]
    public void Bins_agree_with_the_golden_values(string name)
    {
        JsonElement c = GoldenJson.Open("stats", "metrics.json").GetProperty("cases").GetProperty(name);
        double[] p = c.GetProperty("score").Numbers();
        bool[] y = [.. c.GetProperty("y").Numbers().Select(v => v == 1)];
        foreach (int bins in new[] { 5, 10 })
        {
            Check(c.GetProperty($"calibration_uniform_{bins}"), CalibrationBins.Uniform(y, p, bins));
            Check(c.GetProperty($"calibration_quantile_{bins}"), CalibrationBins.ByQuantile(y, p, bins));
        }
    }

    [Fact]
    public void Platt_and_beta_recover_the_truth()
    {
        (double[] s, bool[] y) = Simulate(20000, slope: 0.6, intercept: -0.8);
        LogisticLine platt = LogisticLine.Platt(s, y);
        Assert.True(platt.Converged);
        Assert.InRange(platt.Slope, 0.55, 0.65);
        Assert.InRange(platt.Intercept, -0.87, -0.73);
        double[] p = [.. s.Select(v => 1 / (1 + Math.Exp(-v)))];
        BetaCalibration beta = BetaCalibration.Fit(p, y);
        foreach (double v in new[] { -2.0, 0, 2 }) Close.To(1 / (1 + Math.Exp(-(0.6 * v - 0.8))), beta.Predict(1 / (1 + Math.Exp(-v))), 0.08, 0.02);
    }

    [Fact]
    public void Calibrated_predictions_have_slope_one_and_little_error()
    {
        (double[] s, bool[] y) = Simulate(20000, slope: 1, intercept: 0);
        double[] p = [.. s.Select(v => 1 / (1 + Math.Exp(-v)))];
        Assert.InRange(LogisticLine.Regress(s, y).Slope, 0.94, 1.06);
        Assert.InRange(LogisticLine.InTheLarge(s, y), -0.06, 0.06);
        Assert.InRange(CalibrationMeasures.ObservedToExpected(y, p), 0.97, 1.03);
        Assert.InRange(CalibrationMeasures.BinnedErrors(y, p).Expected, 0, 0.02);
        Assert.InRange(CalibrationMeasures.SpiegelhalterZ(y, p), -3, 3);
        Assert.InRange(CalibrationMeasures.SmoothErrors(y.AsSpan(0, 2000), p.AsSpan(0, 2000)).Mean, 0, 0.05);
    }

    [Fact]
    public void Separated_classes_do_not_hang_and_stay_finite()
    {
        double[] s = [-3, -2, -1, 1, 2, 3];
        bool[] y = [false, false, false, true, true, true];
        LogisticLine platt = LogisticLine.Platt(s, y);
        Assert.True(platt.Predict(3) < 1 && platt.Predict(-3) > 0 && platt.Slope > 0);
        BetaCalibration beta = BetaCalibration.Fit([0.05, 0.1, 0.3, 0.7, 0.9, 0.95], y);
        Assert.True(beta.A >= 0 && beta.B >= 0 && double.IsFinite(beta.C));
        Assert.False(LogisticLine.Regress(s, y).Converged);
    }

    [Fact]
    public void Smoother_reproduces_a_straight_line_of_shares()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? 0.2 : 0.8)];
        bool[] y = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? i % 5 == 0 : i % 5 != 0)];
        Close.To([0.2, 0.8], LocalLinearSmoother.Smooth(x, y, [0.2, 0.8]), 1e-9);
    }

    private static void Check(JsonElement expected, IReadOnlyList<CalibrationBin> bins)
    {
        Close.To(expected.GetProperty("fraction_of_positives").Numbers(), [.. bins.Select(b => b.Observed)], 1e-12);
        Close.To(expected.GetProperty("mean_predicted").Numbers(), [.. bins.Select(b => b.MeanPredicted)], 1e-12);
    }

    private static (double[] S, bool[] Y) Simulate(int count, double slope, double intercept)
    {
        RandomStream random = new RandomSeed(5).Stream("calibration");
        double[] s = [.. Enumerable.Range(0, count).Select(_ => 1.5 * random.NextNormal())];
        return (s, [.. s.Select(v => random.NextDouble() < 1 / (1 + Math.Exp(-(slope * v + intercept))))]);
    }
}
