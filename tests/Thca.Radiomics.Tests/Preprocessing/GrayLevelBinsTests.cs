using CsCheck;
using Thca.Core.Errors;
using Thca.Radiomics.Preprocessing;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Tests.Preprocessing;

public class GrayLevelBinsTests
{
    [Theory]
    [InlineData(-13, 1)]
    [InlineData(-0.1, 1)]
    [InlineData(0, 2)]
    [InlineData(24.999, 2)]
    [InlineData(25, 3)]
    [InlineData(99, 5)]
    public void OfWidth_IsAlignedToZero(double value, int level) => Assert.Equal(level, GrayLevelBins.OfWidth(25, -13, 99).LevelOf(value));

    [Fact]
    public void OfCount_MinimumAndMaximum_AreFirstAndLast()
    {
        GrayLevelBins bins = GrayLevelBins.OfCount(32, -5, 27, FlatRegionLevel.Middle, singlePrecision: false);
        Assert.Equal((1, 32, 2), (bins.LevelOf(-5), bins.LevelOf(27), bins.LevelOf(-4)));
        Assert.Equal((1, 32), (bins.LevelOf(-1e9), bins.LevelOf(1e9)));
    }

    [Theory]
    [InlineData(FlatRegionLevel.Middle, 17)]
    [InlineData(FlatRegionLevel.One, 1)]
    public void OfCount_Flat_FollowsConvention(FlatRegionLevel flat, int level) =>
        Assert.Equal(level, GrayLevelBins.OfCount(32, 30.5, 30.5, flat, singlePrecision: false).LevelOf(30.5));

    [Fact]
    public void LevelOf_IsNumberOfEdgesNotAbove() => Gen.Select(Gen.Int[1, 64], Gen.Double[-100, 100], Gen.Double[0.001, 500], Gen.Double[0, 1]).Sample((count, low, range, at) =>
    {
        GrayLevelBins bins = GrayLevelBins.OfCount(count, low, low + range, FlatRegionLevel.Middle, singlePrecision: false);
        double value = Math.Min(low + at * range, low + range);
        Assert.Equal(bins.Edges.ToArray().Count(e => e <= value), bins.LevelOf(value));
    });

    [Fact]
    public void OfWidth_LevelIsFloorFormula() => Gen.Select(Gen.Int[1, 60], Gen.Int[-2000, 2000], Gen.Int[0, 3000], Gen.Double[0, 1]).Sample((width, low, range, at) =>
    {
        int value = low + (int)(at * range);
        int expected = (int)(Math.Floor((double)value / width) - Math.Floor((double)low / width)) + 1;
        Assert.Equal(expected, GrayLevelBins.OfWidth(width, low, low + range).LevelOf(value));
    });

    [Fact]
    public void OfWidth_TooNarrow_IsRefused() => Assert.Throws<ThcaException>(() => GrayLevelBins.OfWidth(1e-12, 0, 1));
}
