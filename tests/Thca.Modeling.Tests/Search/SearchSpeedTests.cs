using System.Diagnostics;
using Thca.Core.Compute;
using Thca.Modeling.Search;

namespace Thca.Modeling.Tests.Search;

/// <summary>Overhead of the optimiser in processor time; the figures go to the test output.</summary>
public sealed class SearchSpeedTests(ITestOutputHelper output)
{
    private static readonly SearchSpace Space = new(
    [
        .. Enumerable.Range(0, 6).Select(i => SearchParameter.Float($"real {i}", 0.01, 1, log: i % 2 == 0)),
        .. Enumerable.Range(0, 4).Select(i => SearchParameter.Integer($"integer {i}", 1, 100)),
        .. Enumerable.Range(0, 2).Select(i => SearchParameter.Categorical($"choice {i}", "a", "b", "c")),
    ]);

    [Theory]
    [InlineData(TpeVariant.Independent3x)]
    [InlineData(TpeVariant.Multivariate5)]
    public void A_trial_costs_at_most_a_millisecond(TpeVariant variant)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Timing; set THCA_LONG=1.");
        double best = double.PositiveInfinity;
        for (int repeat = 0; repeat < 4; repeat++)
        {
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            new TpeOptimizer(Space, new TpeOptions { Variant = variant }).Run(1000, t => -t.Values.Values.Sum(v => (v - 0.5) * (v - 0.5)), ComputeOptions.SingleThread);
            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalMilliseconds / 1000);
        }

        output.WriteLine($"{variant}: {best:F2} ms a trial, 12 parameters, mean over 1,000 trials");
        Assert.True(best <= 1, $"{best:F2} ms");
    }
}
