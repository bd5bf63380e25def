using System.Text.Json;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Statistics.Bootstrap;
using Thca.Testing;

namespace Thca.Statistics.Tests.Bootstrap;

public class AucBootstrapTests
{
    private static readonly bool[] Y = [false, false, false, true, false, false, true, false, true, true, true, false];
    private static readonly double[] Scores = [.10, .15, .22, .31, .31, .42, .47, .55, .60, .60, .71, .80];

    [Fact]
    public void Estimate_IsTheArea_V9() => Close.To(0.7571428571, AucBootstrap.Interval(Y, Scores, 50).Estimate, 1e-9); // clinical specification, vector V9

    [Theory]
    [InlineData("continuous")]
    [InlineData("ties")]
    public void Width_AgreesWithStoredBootstrap(string name)
    {
        // golden/stats/delong.json: covariance of 4000 stratified bootstrap samples; both are simulations, hence 10 %.
        JsonElement c = GoldenJson.Open("stats", "delong.json").GetProperty("cases").GetProperty(name);
        bool[] y = [.. c.GetProperty("y").Numbers().Select(v => v == 1)];
        BcaInterval interval = AucBootstrap.Interval(y, c.GetProperty("score1").Numbers(), 4000);
        double sd = Math.Sqrt(c.GetProperty("bootstrap_covariance_4000_stratified").Numbers()[0]);
        Assert.InRange((interval.Upper - interval.Lower) / (2 * 1.96 * sd), 0.9, 1.1);
        Assert.InRange(interval.Estimate, interval.Lower, interval.Upper);
        Close.To(c.GetProperty("auc").Numbers()[0], interval.Estimate, 1e-12);
    }

    [Fact]
    public void WithoutBiasAndSkew_LimitsArePercentiles()
    {
        // z0 = 0 and a = 0: the limits are the 2.5 and 97.5 percentiles of 0, 0.01, …, 1 around 0.5.
        BcaInterval interval = BcaInterval.Of(0.5, [.. Enumerable.Range(0, 101).Select(i => i / 100.0)], [-1, 1]);
        Close.To([0, 0, 0.025, 0.975], [interval.Bias, interval.Acceleration, interval.Lower, interval.Upper], 1e-9, 1e-9);
    }

    [Fact]
    public void Threads_DoNotMatter_SingleClassIsRefused()
    {
        Assert.Equal(AucBootstrap.Interval(Y, Scores, 300, compute: ComputeOptions.SingleThread), AucBootstrap.Interval(Y, Scores, 300, compute: new ComputeOptions { MaxDegreeOfParallelism = 2 }));
        Assert.Throws<ThcaException>(() => AucBootstrap.Interval([true, true], [1, 2]));
    }
}
