using System.Text.Json;
using Thca.Statistics.Clustering;
using Thca.Testing;

namespace Thca.Statistics.Tests.Clustering;

public class ZScoreTests
{
    [Fact]
    public void Constant_columns_are_only_centred() => Close.To([-1, 0, 1, 0], ZScore.Fit([1, 7.1, 3, 7.1], 2).Transform([1, 7.1, 3, 7.1]), 1e-12);

    [Theory]
    [InlineData("blobs", "scaler_mean", "scaler_scale")]
    [InlineData("wide", "scaler_mean", "scaler_scale")]
    [InlineData("zero_variance_scaler", "mean", "scale")]
    public void Means_and_scales_equal_the_golden_values(string name, string mean, string scale)
    {
        JsonElement expected = GoldenFile.Cases("clustering.json").GetProperty(name);
        (double[] x, int columns) = expected.GetProperty("X").Matrix();
        ZScore fit = ZScore.Fit(x, columns);
        Close.To(expected.GetProperty(mean).Numbers(), fit.Mean.ToArray(), 1e-10);
        Close.To(expected.GetProperty(scale).Numbers(), fit.Scale.ToArray(), 1e-10);
    }
}
