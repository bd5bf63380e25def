using System.Text.Json;
using CsCheck;
using Thca.Statistics.Calibration;
using Thca.Testing;

namespace Thca.Statistics.Tests.Calibration;

public sealed class IsotonicRegressionTests
{
    [Fact]
    public void Worked_example()
    {
        IsotonicFit fit = IsotonicRegression.Fit([.1, .2, .2, .35, .4, .4, .6, .8, .9, .55], [0, 0, 1, 0, 0, 1, 0, 1, 1, 0]);
        Close.To([.1, .2, .6, .8, .9], [.. fit.KnotsX], 1e-12);
        Close.To([0, 2 / 7.0, 2 / 7.0, 1, 1], [.. fit.KnotsY], 1e-12);
        Close.To([0, 2 / 7.0, .6428571429, 1], [fit.Predict(.05), fit.Predict(.3), fit.Predict(.7), fit.Predict(.95)], 1e-9);
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("rare")]
    [InlineData("ties")]
    public void Agrees_with_the_golden_values(string name)
    {
        JsonElement c = GoldenJson.Open("stats", "metrics.json").GetProperty("cases").GetProperty(name), expected = c.GetProperty("isotonic");
        double[] x = c.GetProperty("score").Numbers(), y = c.GetProperty("y").Numbers();
        IsotonicFit fit = IsotonicRegression.Fit(x, y);
        Close.To(expected.GetProperty("x_thresholds").Numbers(), [.. fit.KnotsX], 1e-12);
        Close.To(expected.GetProperty("y_thresholds").Numbers(), [.. fit.KnotsY], 1e-10);
        Close.To(expected.GetProperty("prediction").Numbers(), [.. expected.GetProperty("query").Numbers().Select(fit.Predict)], 1e-10);
        JsonElement weighted = c.GetProperty("isotonic_weighted");
        IsotonicFit other = IsotonicRegression.Fit(x, y, weighted.GetProperty("weights").Numbers());
        Close.To(weighted.GetProperty("x_thresholds").Numbers(), [.. other.KnotsX], 1e-12);
        Close.To(weighted.GetProperty("y_thresholds").Numbers(), [.. other.KnotsY], 1e-10);
    }

    [Fact]
    public void Fit_is_monotone_and_keeps_the_mean() => Gen.Select(Gen.Int[0, 500], Gen.Bool).Array[1, 60].Sample(rows =>
    {
        double[] x = [.. rows.Select(r => r.Item1 / 500.0)], y = [.. rows.Select(r => r.Item2 ? 1.0 : 0)];
        IsotonicFit fit = IsotonicRegression.Fit(x, y);
        double[] fitted = [.. x.Order().Select(fit.Predict)];
        for (int i = 1; i < fitted.Length; i++) Assert.True(fitted[i] >= fitted[i - 1] - 1e-12);
        Close.To(y.Average(), x.Select(fit.Predict).Average(), 1e-9, 1e-9);
    }, iter: 200);
}
