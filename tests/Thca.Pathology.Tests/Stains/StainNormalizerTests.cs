using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Colour;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Stains;

public class StainNormalizerTests
{
    private static readonly Lazy<(RgbImage Image, IReadOnlyList<double> Truth)> Tile = new(() =>
    {
        var phantom = new HistologyPhantom(new HistologyOptions { Width = 768, Height = 768, Density = 0.0016 }, new RandomSeed(42), "stain");
        return (phantom.Render().Image, phantom.StainVectors);
    });

    [Theory]
    [InlineData("source")]
    [InlineData("source_clean")]
    public void Golden_Macenko_EqualsTiaToolbox(string name)
    {
        StainProfile target = StainEstimator.Estimate(GoldenStain.Image("target.rgb")), source = StainEstimator.Estimate(GoldenStain.Image(name + ".rgb"));
        Close.To(GoldenStain.Numbers(GoldenStain.Result("tiatoolbox_macenko", "stain_matrix_target")), [.. target.Matrix!.Haematoxylin, .. target.Matrix.Eosin], 1e-6, 1e-6, "target");
        Close.To(GoldenStain.Numbers(GoldenStain.Result("tiatoolbox_macenko", "maxC_target")), [.. target.MaximumConcentrations], 1e-6, 1e-6, "maxC");
        Close.To(GoldenStain.Numbers(GoldenStain.Result("tiatoolbox_macenko", name, "stain_matrix_source")), [.. source.Matrix!.Haematoxylin, .. source.Matrix.Eosin], 1e-6, 1e-6, "source");
        RgbImage result = new StainNormalizer(target).Normalize(GoldenStain.Image(name + ".rgb"));
        Assert.InRange(GoldenStain.Compare(result, GoldenStain.Image(name + ".tiatoolbox_macenko"), 1).Within, 0.999, 1);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("source_clean")]
    public void Golden_Reinhard_EqualsTiaToolbox(string name)
    {
        var options = new StainOptions { Method = StainMethod.Reinhard };
        StainProfile target = StainEstimator.Estimate(GoldenStain.Image("target.rgb"), options);
        double[] means = GoldenStain.Numbers(GoldenStain.Result("tiatoolbox_reinhard", "target_means")), deviations = GoldenStain.Numbers(GoldenStain.Result("tiatoolbox_reinhard", "target_stds"));
        for (int c = 0; c < 3; c++)
        {
            Close.To(means[c], target.LabMeans[c], 1e-6);
            Close.To(deviations[c], target.LabDeviations[c], 1e-6);
        }

        RgbImage result = new StainNormalizer(target, options).Normalize(GoldenStain.Image(name + ".rgb"));
        Assert.InRange(GoldenStain.Compare(result, GoldenStain.Image(name + ".tiatoolbox_reinhard"), 2).Within, 0.999, 1);
        Assert.InRange(GoldenStain.Compare(result, GoldenStain.Image(name + ".tiatoolbox_reinhard"), 2).Mean, 0, 0.8);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("source_clean")]
    public void Golden_Ruifrok_EqualsTiaToolbox(string name)
    {
        StainProfile target = StainEstimator.Estimate(GoldenStain.Image("target.rgb"), new StainOptions { Method = StainMethod.Ruifrok });
        RgbImage result = new StainNormalizer(target).Normalize(GoldenStain.Image(name + ".rgb"));
        Assert.InRange(GoldenStain.Compare(result, GoldenStain.Image(name + ".tiatoolbox_ruifrok"), 1).Within, 0.999, 1);
    }

    [Theory]
    [InlineData(StainMethod.Macenko, "norm_macenko.png")]
    [InlineData(StainMethod.Reinhard, "norm_reinhard.png")]
    public void RealTiles_EqualTiaToolboxsResults(StainMethod method, string expected)
    {
        RgbImage source = FlatImageFile.Read(SharedData.Path("data", "histology", "source_image.png")), target = FlatImageFile.Read(SharedData.Path("data", "histology", "target_image.png"));
        var options = new StainOptions { Method = method };
        RgbImage result = new StainNormalizer(StainEstimator.Estimate(target, options), options).Normalize(source);
        double mean = GoldenStain.Compare(result, FlatImageFile.Read(SharedData.Path("data", "histology", expected)), 0).Mean / 255;
        TestContext.Current.SendDiagnosticMessage("{0}: mean absolute difference {1:E2} of full scale", method, mean);
        Assert.InRange(mean, 0, 0.01);
    }

    [Fact]
    public void GoldenStrong_CanonicalAngles()
    {
        double[][] truth = GoldenStain.Truth("strong");
        StainMatrix matrix = StainEstimator.Estimate(GoldenStain.Image("strong.rgb")).Matrix!;
        Assert.InRange(StainMatrix.Degrees(matrix.Haematoxylin, truth[0]), 0, 6);
        Assert.InRange(StainMatrix.Degrees(matrix.Eosin, truth[1]), 0, 6);
    }

    [Theory]
    [InlineData(StainMethod.Macenko, 6)]
    [InlineData(StainMethod.Vahadane, 7)]
    public void TrueVectors_AreRecovered(StainMethod method, double degrees)
    {
        (RgbImage image, IReadOnlyList<double> truth) = Tile.Value;
        StainMatrix matrix = StainEstimator.Estimate(image, new StainOptions { Method = method }).Matrix!;
        double h = StainMatrix.Degrees(matrix.Haematoxylin, [.. truth.Take(3)]), e = StainMatrix.Degrees(matrix.Eosin, [.. truth.Skip(3)]);
        TestContext.Current.SendDiagnosticMessage("{0}: {1:0.0} / {2:0.0} degrees", method, h, e);
        Assert.InRange(h, 0, degrees);
        Assert.InRange(e, 0, degrees);
    }

    [Fact]
    public void Factorization_DoesNotDependOnItsStart()
    {
        RgbImage image = Tile.Value.Image;
        var options = new StainOptions { Method = StainMethod.Vahadane };
        StainMatrix one = StainEstimator.Estimate(image, options).Matrix!, two = StainEstimator.Estimate(image, options with { StartFromMacenko = true }).Matrix!;
        Assert.InRange(StainMatrix.Degrees(one.Haematoxylin, two.Haematoxylin), 0, 0.2);
        Assert.InRange(StainMatrix.Degrees(one.Eosin, two.Eosin), 0, 0.2);
        Assert.Equal(one.Haematoxylin, StainEstimator.Estimate(image, options).Matrix!.Haematoxylin);
    }

    [Theory]
    [InlineData(StainMethod.Macenko, 3)]
    [InlineData(StainMethod.Reinhard, 0.6)]
    [InlineData(StainMethod.Ruifrok, 4)]
    [InlineData(StainMethod.Vahadane, 3.5)]
    public void AnImageNormalisedToItself_HardlyChanges(StainMethod method, double levels)
    {
        RgbImage image = Tile.Value.Image;
        byte[] before = [.. image.Pixels];
        var options = new StainOptions { Method = method };
        RgbImage result = new StainNormalizer(StainEstimator.Estimate(image, options), options).Normalize(image);
        Assert.InRange(GoldenStain.Compare(result, image, 0).Mean, 0, levels);
        Assert.Equal(before, image.Pixels);
    }

    [Fact]
    public void TwoSlidesOfDifferentStain_BecomeAlike()
    {
        var strong = new HistologyPhantom(new HistologyOptions { HaematoxylinStrength = 1.3, EosinStrength = 0.75, StainRotation = 5 }, new RandomSeed(1), "x");
        var weak = new HistologyPhantom(new HistologyOptions { HaematoxylinStrength = 0.8, EosinStrength = 1.25, StainRotation = -5 }, new RandomSeed(1), "x");
        RgbImage a = strong.Render().Image, b = weak.Render().Image;
        double before = GoldenStain.Compare(a, b, 0).Mean, after = GoldenStain.Compare(new StainNormalizer(StainEstimator.Estimate(b)).Normalize(a), b, 0).Mean;
        Assert.True(after < 0.45 * before, $"{before} to {after}");
    }

    [Fact]
    public void GreyImage_HasNoTwoStains()
    {
        byte[] grey = ColourConversion.Grey(Tile.Value.Image);
        var image = new RgbImage(Tile.Value.Image.Width, Tile.Value.Image.Height, [.. grey.SelectMany(v => (byte[])[v, v, v])]);
        Assert.Equal(SlideProblems.StainSingular, Assert.Throws<DataFormatException>(() => StainEstimator.Estimate(image)).Code);
    }

    [Theory]
    [InlineData(255, 255, 255)]
    [InlineData(180, 90, 160)]
    [InlineData(0, 0, 0)]
    public void BlankAndOneColourImages_AreRefusedWithAReason(byte r, byte g, byte b)
    {
        RgbImage image = RgbImage.White(40, 40);
        for (int p = 0; p < image.Pixels.Length; p += 3) (image.Pixels[p], image.Pixels[p + 1], image.Pixels[p + 2]) = (r, g, b);
        foreach (StainMethod method in new[] { StainMethod.Macenko, StainMethod.Vahadane })
        {
            var error = Assert.Throws<DataFormatException>(() => StainEstimator.Estimate(image, new StainOptions { Method = method }));
            Assert.Equal(SlideProblems.StainSingular, error.Code);
            Assert.NotEmpty(error.Remedy);
        }

        StainProfile target = StainEstimator.Estimate(Tile.Value.Image, new StainOptions { Method = StainMethod.Reinhard });
        RgbImage flat = new StainNormalizer(target).Normalize(image);
        Assert.All(flat.Pixels.Chunk(3), p => Assert.Equal(flat.Pixels[..3], p));
    }

    [Fact]
    public void Background_OfAnotherIntensity_IsKeptAsGlass()
    {
        RgbImage image = Tile.Value.Image;
        var options = new StainOptions { Background = [245, 245, 245] };
        StainProfile target = StainEstimator.Estimate(image, options);
        RgbImage result = new StainNormalizer(target, options).Normalize(image);
        Assert.InRange(GoldenStain.Compare(result, image, 0).Mean, 0, 3);
        Assert.Throws<OptionsException>(() => StainEstimator.Estimate(image, new StainOptions { Background = [255, 255, 10] }));
        Assert.Throws<OptionsException>(() => new StainNormalizer(target, new StainOptions { Method = StainMethod.Reinhard }));
    }

    [Fact]
    public void StandardisedLuminosity_Brightens()
    {
        RgbImage dark = Tile.Value.Image;
        RgbImage bright = LuminosityStandard.Apply(dark);
        Assert.True(bright.Pixels.Average(v => v) > dark.Pixels.Average(v => v));
    }

    [Fact]
    public void EigenvectorsAndPercentiles_ByHand()
    {
        (double[] values, double[][] vectors) = SymmetricEigen.Decompose([2, 1, 0, 2, 0, 5]);
        Close.To([5, 3, 1], values, 1e-12);
        Close.To(1, Math.Abs(vectors[0][2]), 1e-12);
        Close.To(Math.Sqrt(0.5), Math.Abs(vectors[1][0]), 1e-12);
        Close.To([1.3, 2.5, 3.97], HistogramPercentile.Of([4, 1, 3, 2], 0, 5, 10, 50, 99), 1e-12);
        var histogram = new long[256];
        (histogram[10], histogram[20]) = (1, 1);
        Close.To(15, HistogramPercentile.Of(histogram, 50), 1e-12);
    }
}
