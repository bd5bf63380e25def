using Thca.Core.Randomness;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Training;

namespace Thca.Pathology.HoverNet.Tests.Training;

public class AugmentationTests
{
    private static readonly NucleusSample Sample = PhantomSamples.Make(1, 128, "augmentation")[0];

    [Fact]
    public void Random_PictureAndMaps_StayTogether()
    {
        NucleusSample marked = Sample with { Image = new(128, 128, [.. Sample.Instances.SelectMany(i => new[] { (byte)i, (byte)(i >> 8), (byte)7 })]) };
        foreach (bool affine in new[] { false, true })
        {
            NucleusSample patch = SampleGeometry.Random(marked, 96, affine, RandomSeed.Default.Stream("geometry"));
            Assert.Equal(patch.Instances.Select(i => ((byte)i, (byte)(i >> 8))), Enumerable.Range(0, 96 * 96).Select(p => (patch.Image.Pixels[3 * p], patch.Image.Pixels[3 * p + 1])));
            Assert.Contains(patch.Instances, i => i > 0);
        }
    }

    [Fact]
    public void Make_SameStream_SamePatch_InputUnchanged()
    {
        byte[] before = [.. Sample.Image.Pixels];
        var options = new HoverNetTrainingOptions { PatchSize = 104 };
        PatchExample a = PatchExample.Make(Sample, options, RandomSeed.Default.Stream("patch", "", 4)), b = PatchExample.Make(Sample, options, RandomSeed.Default.Stream("patch", "", 4));
        Assert.Equal(a.Image.Pixels, b.Image.Pixels);
        Assert.Equal(a.Targets.Horizontal, b.Targets.Horizontal);
        Assert.Equal(before, Sample.Image.Pixels);
        Assert.NotEqual(a.Image.Pixels, PatchExample.Make(Sample, options, RandomSeed.Default.Stream("patch", "", 5)).Image.Pixels);
    }

    [Fact]
    public void Hue_FullTurn_ChangesNothing_ThirdOfATurn_MovesRedToGreen()
    {
        byte[] pixels = [200, 30, 40, 10, 250, 90];
        byte[] turned = [.. pixels];
        ColourJitter.Hue(turned, 360);
        Assert.All(pixels.Zip(turned), p => Assert.InRange(p.First - p.Second, -1, 1));
        byte[] red = [255, 0, 0];
        ColourJitter.Hue(red, 120);
        Assert.Equal([0, 255, 0], red);
    }

    [Fact]
    public void ContrastAndSaturation_Zero_GiveMeanAndGrey()
    {
        byte[] pixels = [0, 100, 50, 200, 100, 150];
        byte[] flat = [.. pixels];
        ColourJitter.Contrast(flat, 0);
        Assert.Equal([100, 100, 100, 100, 100, 100], flat);
        ColourJitter.Saturation(pixels, 0);
        Assert.Equal(pixels[0], pixels[1]);
        Assert.Equal(pixels[1], pixels[2]);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-5, 4)]
    [InlineData(5, 4)]
    [InlineData(10, 0)]
    [InlineData(14, 4)]
    public void Mirror_BeyondTheBorder_ComesBack(int i, int expected) => Assert.Equal(expected, SampleGeometry.Mirror(i, 5));
}
