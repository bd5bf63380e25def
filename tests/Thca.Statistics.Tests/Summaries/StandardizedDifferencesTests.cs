using Thca.Statistics.Summaries;
using Thca.Testing;

namespace Thca.Statistics.Tests.Summaries;

public class StandardizedDifferencesTests
{
    [Fact]
    public void ConformanceVectorV7()
    {
        // Clinical specification, vector V7.
        Close.To(-0.2946313751, StandardizedDifferences.FromMoments(45.2, 12.1, 100, 48.9, 13.0, 100).Value, 1e-9);
        Close.To(-0.2519763153, StandardizedDifferences.Binary(0.30, 50, 0.42, 50).Value, 1e-9);
        Close.To(0.1665149576, StandardizedDifferences.Levels([156, 74, 46, 36], [98, 32, 23, 16]).Value, 1e-9);
    }

    [Fact]
    public void StandardError_V7()
    {
        // V7: d 0.35 with n 120 and 80 has standard error 0.1453945741; means 0.35 and 0 with unit deviations give that d.
        Close.To(0.1453945741, StandardizedDifferences.FromMoments(0.35, 1, 120, 0, 1, 80).StandardError, 1e-6);
    }

    [Fact]
    public void NoSpread_EqualMeans_IsZero_DifferentMeans_IsUndefined()
    {
        Assert.Equal(0, StandardizedDifferences.Continuous([2, 2, 2], [2, 2]).Value);
        StandardizedDifference undefined = StandardizedDifferences.Continuous([2, 2, 2], [3, 3]);
        Assert.False(undefined.IsDefined);
        Assert.True(double.IsNaN(undefined.Value));
        Assert.False(StandardizedDifferences.Binary(0, 10, 1, 10).IsDefined);
        Assert.False(StandardizedDifferences.Levels([10, 0, 0], [0, 10, 0]).IsDefined);
    }

    [Fact]
    public void TwoLevels_AgreeWithBinary()
    {
        // Algebra: for one remaining proportion the Mahalanobis distance is the absolute binary difference.
        Close.To(Math.Abs(StandardizedDifferences.Binary(0.30, 100, 0.42, 50).Value), StandardizedDifferences.Levels([70, 30], [29, 21]).Value, 1e-12);
    }
}
