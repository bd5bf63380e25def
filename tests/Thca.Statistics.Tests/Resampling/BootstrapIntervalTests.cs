using Thca.Statistics.Resampling;
using Thca.Testing;

namespace Thca.Statistics.Tests.Resampling;

public sealed class BootstrapIntervalTests
{
    [Fact]
    public void Worked_632_plus_example()
    {
        Close.To(0.16255, Bootstrap632Plus.Loss(0.05, 0.20, 0.40), 1e-4);
        Close.To(0.5, Bootstrap632Plus.Auc(0.9, 0.4), 1e-12, what: "no information at all: weight 1 on one half");
        Close.To(0.8 * (1 - 0.632) + 0.8 * 0.632, Bootstrap632Plus.Auc(0.8, 0.8), 1e-12);
    }

    [Fact]
    public void Percentile_needs_half_of_the_replicates()
    {
        Assert.Equal((double.NaN, double.NaN), BootstrapInterval.Percentile([1, double.NaN, double.NaN]));
        (double lower, double upper) = BootstrapInterval.Percentile([.. Enumerable.Range(0, 1001).Select(i => (double)i)]);
        Close.To([25, 975], [lower, upper], 1e-12);
    }

    [Fact]
    public void Bca_without_bias_and_acceleration_is_the_percentile_interval()
    {
        double[] replicates = [.. Enumerable.Range(0, 1001).Select(i => (double)i)];
        (double lower, double upper) = BootstrapInterval.Bca(500, replicates, [1, 2, 3]);
        Close.To([25, 975], [lower, upper], 1e-3);
        Assert.True(BootstrapInterval.Bca(400, replicates, [1, 2, 3]).Upper < 975, "an estimate below the median shifts the interval down");
    }

    [Fact]
    public void No_information_loss_is_the_mean_over_all_pairs()
    {
        bool[] y = [true, false, false];
        double[] p = [0.9, 0.2, 0.4];
        double pairs = y.SelectMany(_ => p, (a, b) => Math.Pow((a ? 1 : 0) - b, 2)).Average();
        Close.To(pairs, Bootstrap632Plus.NoInformation(y, p, (a, b) => Math.Pow((a ? 1 : 0) - b, 2)), 1e-12);
    }
}
