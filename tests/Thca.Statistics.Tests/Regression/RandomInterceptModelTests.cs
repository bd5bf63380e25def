using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Statistics.Regression;
using Thca.Testing;

namespace Thca.Statistics.Tests.Regression;

public sealed class RandomInterceptModelTests
{
    [Fact]
    public void BalancedPatients_EqualAnalysisOfVariance()
    {
        double[][] y = [[1, 3], [4, 6], [2, 2], [8, 9], [6, 5], [11, 9]];
        RandomInterceptModel fit = RandomInterceptModel.Fit(y, [false, false, false, true, true, true]);
        double[] means = [2, 5, 2, 8.5, 5.5, 10];
        double within = (2 + 2 + 0 + 0.5 + 0.5 + 2) / 6, between = 2 * (1 + 4 + 1 + 0.25 + 6.25 + 4) / 4;
        Close.To(8 - 3, fit.Difference, 1e-9);
        Close.To(within, fit.WithinVariance, 1e-5);
        Close.To((between - within) / 2, fit.BetweenVariance, 1e-5);
        Close.To(Math.Sqrt(between / 2 * (2.0 / 3)), fit.StandardError, 1e-5);
        Assert.True(fit.IsExhaustive);
        Close.To(2.0 / 20, fit.PValue, 1e-12);
        Assert.Equal((6, 12), (fit.Patients, fit.Measurements));
        Assert.Equal(6, means.Length);
    }

    [Fact]
    public void OneMeasurementEach_IsTheTwoSampleComparison()
    {
        RandomInterceptModel fit = RandomInterceptModel.Fit([[1], [2], [3], [5], [7]], [false, false, false, true, true]);
        Close.To(4, fit.Difference, 1e-12);
        Close.To(0, fit.BetweenVariance, 0);
        Close.To(4.0 / 3, fit.WithinVariance, 1e-12);
        Close.To(0.1, fit.PValue, 1e-12);
    }

    [Fact]
    public void MorePerPatient_IsNoMoreEvidence()
    {
        double[][] once = [[1], [2.5], [3], [2], [4], [5]], copied = [.. once.Select(v => Enumerable.Repeat(v[0], 20).Select((x, i) => x + 0.001 * (i % 2)).ToArray())];
        bool[] group = [false, false, false, true, true, true];
        Close.To(RandomInterceptModel.Fit(once, group).PValue, RandomInterceptModel.Fit(copied, group).PValue, 1e-12);
    }

    [Fact]
    public void EmptyGroup_IsRefused() => Assert.Equal(
        ProblemCodes.GroupTooSmall, Assert.Throws<ThcaException>(() => RandomInterceptModel.Fit([[1], [2], [3]], [true, true, true])).Code);
}
