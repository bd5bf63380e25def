using System.Globalization;
using CsCheck;
using Thca.Core.Tables;

namespace Thca.Core.Tests.Tables;

public class NumberTextTests
{
    [Fact]
    public void Format_ThenParse_IsTheSameBits() => Gen.Double.Sample(value =>
    {
        Assert.True(NumberText.TryParse(NumberText.Format(value), out double back));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back));
    });

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Format_Special_IsReadableElsewhere(double value, string expected) => Assert.Equal(expected, NumberText.Format(value));

    [Theory]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("+INFINITY", double.PositiveInfinity)]
    [InlineData("nan", double.NaN)]
    [InlineData(" 1.5 ", 1.5)]
    [InlineData("-2e3", -2000)]
    [InlineData(".5", 0.5)]
    public void TryParse_Accepted(string text, double expected)
    {
        Assert.True(NumberText.TryParse(text, out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1,5")]
    [InlineData("1,000")]
    [InlineData("1 000")]
    [InlineData("0x10")]
    [InlineData("∞")]
    [InlineData("1.2.3")]
    [InlineData("<0.1")]
    [InlineData("-")]
    public void TryParse_Refused(string text) => Assert.False(NumberText.TryParse(text, out _));

    [Fact]
    public void TryParse_DecimalComma_RefusesPoints()
    {
        Assert.True(NumberText.TryParse("1,5", out double value, decimalComma: true));
        Assert.Equal(1.5, value);
        Assert.False(NumberText.TryParse("1.234,5", out _, decimalComma: true));
        Assert.False(NumberText.TryParse("1.5", out _, decimalComma: true));
    }

    [Fact]
    public void FormatAndParse_IgnoreTheThreadsCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal("1.5", NumberText.Format(1.5));
            Assert.True(NumberText.TryParse("1.5", out double value));
            Assert.Equal(1.5, value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
