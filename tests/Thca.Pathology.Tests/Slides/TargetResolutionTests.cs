using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Slides;

public sealed class TargetResolutionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0.25, 0.25, 0)]
    [InlineData(0.25, 0.5, 1)]
    [InlineData(0.25, 0.9, 1)]
    [InlineData(0.25, 1.0, 2)]
    [InlineData(0.25, 0.1, 0)]
    [InlineData(0.2501, 0.25, 0)]
    [InlineData(0.5, 8, 2)]
    public void Level_IsTheCoarsestThatIsFineEnough(double mpp, double target, int expected)
    {
        var slide = new SlideProperties { Levels = [.. new[] { 1, 2, 4 }.Select(d => new SlideLevel(4000 / d, 4000 / d, d, d))], MppX = mpp, MppY = mpp };
        Assert.Equal(expected, TargetResolution.Level(slide, target));
    }

    [Fact]
    public void ShrinkingByAWholeFactor_IsTheMeanOfTheBlock()
    {
        var image = new RgbImage(4, 2, [.. Enumerable.Range(0, 24).Select(i => (byte)(10 * i))]);
        RgbImage half = ImageScaling.Resize(image, 2, 1);
        Assert.Equal([75, 85, 95, 135, 145, 155], half.Pixels);
    }

    [Fact]
    public void ShrinkingByAFraction_WeighsByTheCoveredShare()
    {
        var image = new RgbImage(3, 1, [0, 0, 0, 90, 90, 90, 180, 180, 180]);
        RgbImage two = ImageScaling.Resize(image, 2, 1);
        Assert.Equal([30, 30, 30, 150, 150, 150], two.Pixels);
    }

    [Fact]
    public void Enlarging_KeepsConstantAndLinearParts()
    {
        var image = new RgbImage(8, 1, [.. Enumerable.Range(0, 24).Select(i => (byte)(20 * (i / 3)))]);
        RgbImage twice = ImageScaling.Resize(image, 16, 1);
        for (int x = 4; x < 12; x++) Assert.InRange(twice.Pixels[3 * x], 20 * ((x + 0.5) / 2 - 0.5) - 4, 20 * ((x + 0.5) / 2 - 0.5) + 4);
        Assert.All(ImageScaling.Resize(RgbImage.White(5, 5), 13, 11).Pixels, v => Assert.Equal(255, v));
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.4)]
    [InlineData(0.17)]
    [InlineData(2)]
    public void Windows_AgreeWhereTheyOverlap(double target)
    {
        using ISlideReader reader = Slide(0.25);
        RgbImage whole = TargetResolution.Read(reader, target, 0, 0, 200, 150);
        RgbImage part = TargetResolution.Read(reader, target, 37, 41, 50, 60);
        for (int y = 0; y < 60; y++)
            Assert.Equal(whole.Row(y + 41).Slice(3 * 37, 150).ToArray(), part.Row(y).ToArray());
        RgbImage outside = TargetResolution.Read(reader, target, -30, -30, 10, 10);
        Assert.All(outside.Pixels, v => Assert.Equal(255, v));
    }

    [Fact]
    public void Thumbnail_HasTheSizeOfTheSlideInMicrometres()
    {
        using ISlideReader reader = Slide(0.5);
        RgbImage thumbnail = TargetResolution.Thumbnail(reader, 8);
        Assert.Equal((64, 48), (thumbnail.Width, thumbnail.Height));
        Assert.True(TargetResolution.Upsamples(reader.Properties, 0.25));
        Assert.False(TargetResolution.Upsamples(reader.Properties, 0.5));
    }

    private ISlideReader Slide(double mpp)
    {
        var phantom = new HistologyPhantom(new HistologyOptions { Width = 1024, Height = 768 }, new RandomSeed(7));
        string path = _folder.File("slide.tif");
        new PyramidTiffWriter(new PyramidTiffOptions { Compression = TiffCompression.Deflate }).Write(path, 1024, 768, mpp, box => phantom.Render(box).Image);
        return SlideFile.Open(path);
    }
}
