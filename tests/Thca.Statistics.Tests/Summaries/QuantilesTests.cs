using Thca.Statistics.Summaries;
using Thca.Testing;

namespace Thca.Statistics.Tests.Summaries;

public class QuantilesTests
{
    [Fact]
    public void Type7_SpecificationVectors()
    {
        // Clinical specification, section 0.
        Assert.Equal([2, 4], Quantiles.Of([1, 2, 3, 4, 100], [0.25, 0.75]));
        Close.To([4.775, 6.9, 9.625], Quantiles.Of([3.1, 4.7, 5.0, 8.8, 9.9, 12.4], [0.25, 0.5, 0.75]), 1e-14);
    }

    [Fact]
    public void MissingValues_AreLeftOut() => Assert.Equal(2, Quantiles.Of([double.NaN, 3, 1], 0.5));

    [Fact]
    public void EmptyAndSingle()
    {
        Assert.True(double.IsNaN(Quantiles.Of([], 0.5)));
        Assert.Equal(7, Quantiles.Of([7], 0.3));
    }

    [Fact]
    public void OutsideRange_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Of([1, 2], 1.1));

    [Fact]
    public void FixedDecimals_RoundHalfToEvenOnTheBinaryValue()
    {
        // Clinical specification, section 0: the F formats of .NET must do this.
        string F(double v, int d) => v.ToString("F" + d, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(["2", "12", "0.12", "52.2", "2.67"], [F(2.5, 0), F(12.5, 0), F(0.125, 2), F(52.25, 1), F(2.675, 2)]);
    }
}
