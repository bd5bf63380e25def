using Thca.Core.Errors;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Tests.Preprocessing;

public class IntensityNormalizerTests
{
    private static readonly IntensityProperties Window = new(50, 50, 20, -1000, 900, 150, -50);

    [Theory]
    [InlineData("CT", "CTNormalization")]
    [InlineData("ct", "CTNormalization")]
    [InlineData("noNorm", "NoNormalization")]
    [InlineData("rescale_to_0_1", "RescaleTo01Normalization")]
    [InlineData("rgb_to_0_1", "RGBTo01Normalization")]
    [InlineData("T1", "ZScoreNormalization")]
    public void SchemeFor_FollowsTheChannelName(string channel, string expected) => Assert.Equal(expected, IntensityNormalizer.SchemeFor(channel));

    [Theory]
    [InlineData("T1", 0.7, true)]
    [InlineData("T1", 0.75, false)]
    [InlineData("CT", 0.1, false)]
    public void UsesMask_OnlyForZScoresOfSmallCrops(string channel, double share, bool expected) => Assert.Equal(expected, IntensityNormalizer.UsesMask(channel, share));

    [Fact]
    public void Ct_ClipsThenScales()
    {
        float[] values = [-1000, -50, 50, 90, 150, 3000];
        IntensityNormalizer.Apply("CTNormalization", values, [], false, Window);
        Assert.Equal([-5, -5, 0, 2, 5, 5], values);
    }

    [Fact]
    public void ZScore_OfTheMask_LeavesTheRest()
    {
        float[] values = [1, 3, 100];
        IntensityNormalizer.Apply("ZScoreNormalization", values, [0, 2, -1], true, Window);
        Assert.Equal([-1, 1, 100], values);
    }

    [Fact]
    public void OtherSchemes()
    {
        float[] rescaled = [2, 4, 6], rgb = [255, 51], none = [7];
        IntensityNormalizer.Apply("RescaleTo01Normalization", rescaled, [], false, Window);
        IntensityNormalizer.Apply("RGBTo01Normalization", rgb, [], false, Window);
        IntensityNormalizer.Apply("NoNormalization", none, [], false, Window);
        Assert.Equal([0, 0.5f, 1], rescaled);
        Assert.Equal([1, 0.2f], rgb);
        Assert.Equal([7], none);
        float[] constant = [5, 5];
        IntensityNormalizer.Apply("ZScoreNormalization", constant, [], false, Window);
        Assert.Equal([0, 0], constant);
    }

    [Fact]
    public void UnknownScheme_IsNamed() =>
        Assert.Contains("MyNorm", Assert.Throws<DataFormatException>(() => IntensityNormalizer.Apply("MyNorm", new float[1], [], false, Window)).Message, StringComparison.Ordinal);
}
