using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.NuclearFeatures;
using Thca.Testing;

namespace Thca.Pathology.Tests.NuclearFeatures;

public class SoundFeaturesTests
{
    private const int Side = 80;
    private static readonly PixelBox Slide = new(0, 0, Side, Side);
    private static readonly PixelPoint[] Outline = Contours.Blob(38, 41, 13, 9, 0.7);
    private static readonly PixelPoint[] Neighbour = Contours.Blob(60, 41, 7, 7, 0);

    public static TheoryData<bool, int> Symmetries => new() { { false, 1 }, { false, 2 }, { false, 3 }, { true, 0 }, { true, 1 } };

    [Theory]
    [MemberData(nameof(Symmetries))]
    public void Compute_TurnedOrMirrored_IsTheSame(bool mirror, int quarters)
    {
        double[] expected = Compute(Image(), Outline, Neighbour, new SoundFeatureOptions());
        RgbImage turned = Image();
        PixelPoint[] outline = Outline, neighbour = Neighbour;
        if (mirror) (turned, outline, neighbour) = (Map(turned, p => new(Side - 1 - p.X, p.Y)), [.. outline.Select(p => new PixelPoint(Side - 1 - p.X, p.Y))], [.. neighbour.Select(p => new PixelPoint(Side - 1 - p.X, p.Y))]);
        for (int q = 0; q < quarters; q++)
        {
            PixelPoint Turn(PixelPoint p) => new(Side - 1 - p.Y, p.X);
            (turned, outline, neighbour) = (Map(turned, Turn), [.. outline.Select(Turn)], [.. neighbour.Select(Turn)]);
        }

        // Any vertex may come first.
        outline = [.. outline[3..], .. outline[..3]];
        AssertClose(expected, Compute(turned, outline, neighbour, new SoundFeatureOptions()), 1e-9);
    }

    [Fact]
    public void Compute_TwiceTheResolution_ScalesLengthsAndAreas()
    {
        double[] one = Compute(Image(), Outline, Neighbour, new SoundFeatureOptions { GridMpp = 0.25 }), two = Compute(Image(), Outline, Neighbour, new SoundFeatureOptions { GridMpp = 0.5 });
        for (int c = 0; c < one.Length; c++)
        {
            NuclearFeature feature = NuclearFeatureCatalog.Sound[c];
            double factor = feature.Descriptor.Unit switch { "um" => 2, "um2" => 4, "1/um" => 0.5, _ => 1 };

            // What counts as concave is a curvature per micrometre.
            if (feature.Name != "concave_fraction") Close.To(factor * one[c], two[c], 1e-9, 1e-12, feature.Name);
        }
    }

    [Fact]
    public void Compute_Disc_HasTheMeasuresOfACircle()
    {
        double[] values = Compute(RgbImage.White(Side, Side), Contours.Blob(40, 40, 20, 20, 0), [], new SoundFeatureOptions());
        double radius = 20 * 0.25;

        // The outline runs through pixel centres; half a pixel of every border pixel lies outside it.
        Assert.Equal(Math.PI * (radius + 0.125) * (radius + 0.125), Value(values, "area_um2"), 2.5);
        Assert.Equal(2 * Math.PI * (radius + 0.125), Value(values, "perimeter_um"), 0.5);
        Assert.Equal(2 * radius, Value(values, "major_um"), 0.4);
        Assert.Equal(1 / radius, Value(values, "curve_mean"), 0.01);
        Assert.Equal(0, Value(values, "concave_fraction"));
        Assert.InRange(Value(values, "circularity"), 0.97, 1);
        Assert.InRange(Value(Compute(RgbImage.White(Side, Side), Contours.Blob(40, 40, 22, 11, 0.4), [], new SoundFeatureOptions()), "circularity"), 0.8, 0.93);
        Assert.InRange(Value(values, "fourier_irregularity"), 0, 0.03);
        Assert.Equal(0, Value(values, "eccentricity"), 0.1);
    }

    [Fact]
    public void Compute_DentedShape_IsConcave()
    {
        // An L: one corner turns inwards.
        PixelPoint[] outline = [new(10, 10), new(10, 50), new(50, 50), new(50, 30), new(30, 30), new(30, 10)];
        double[] values = Compute(RgbImage.White(Side, Side), outline, [], new SoundFeatureOptions());
        Assert.InRange(Value(values, "concave_fraction"), 0.02, 0.3);
        Assert.True(Value(values, "curve_min") < -0.1);
        Assert.True(Value(values, "solidity") < 0.9);
    }

    [Fact]
    public void Compute_KnownPixels_GivesKnownIntensities()
    {
        // Left half darker: grey 100 and 140, both neutral, so Lab a and b are 0.
        RgbImage image = RgbImage.White(Side, Side);
        for (int y = 20; y < 40; y++)
        {
            for (int x = 20; x < 40; x++) image.Pixels.AsSpan(3 * (y * Side + x), 3).Fill(x < 30 ? (byte)100 : (byte)140);
        }

        PixelPoint[] square = [new(20, 20), new(20, 39), new(39, 39), new(39, 20)];
        double[] values = Compute(image, square, [], new SoundFeatureOptions { TextureLow = 0, TextureHigh = 4 });
        Assert.Equal(120, Value(values, "intensity_mean"), 1e-12);
        Assert.Equal(20, Value(values, "intensity_sd"), 1e-12);
        Assert.Equal((100.0, 140.0), (Value(values, "intensity_min"), Value(values, "intensity_max")));
        Assert.Equal(1, Value(values, "intensity_entropy"), 1e-12);
        Assert.Equal(0, Value(values, "intensity_skewness"), 1e-12);
        Assert.Equal(-2, Value(values, "intensity_kurtosis"), 1e-12);
        Assert.Equal(0, Value(values, "lab_a_mean"), 0.05);
        Assert.Equal((Math.Log(255 / 100.0) + Math.Log(255 / 140.0)) / 2, Value(values, "od_g_mean"), 1e-6);
        Assert.True(Value(values, "h_contrast") > 0.1, "white around it");
        Assert.Equal(0.5, Value(values, "chromatin_fraction"), 0.5);

        // Pairs across the border among all pairs at distance 1: 20 of 380 horizontal, 2 x 19 of 361 diagonal, none of 380 vertical.
        (double low, double high) = (Level(140), Level(100));
        Assert.Equal((high - low) * (high - low) * (20 + 38) / (380 + 380 + 361 + 361), Value(values, "texture_contrast_d1"), 1e-9);

        static double Level(byte grey) => Math.Floor(4 * (double)StainUnmixing.Ruifrok.Haematoxylin(grey, grey, grey));
    }

    [Fact]
    public void Compute_ConstantRegion_IsNaNWithAReason()
    {
        Compute(RgbImage.White(Side, Side), Outline, [], new SoundFeatureOptions(), out double[] values, out MissingReason[] reasons);
        foreach (string name in (string[])["intensity_skewness", "h_kurtosis", "texture_correlation_d1"])
        {
            Assert.True(double.IsNaN(Value(values, name)), name);
            Assert.Equal(MissingReason.RegionConstant, reasons[IndexOf(name)]);
        }

        Assert.Equal(0, Value(values, "texture_entropy_d4"));
    }

    [Fact]
    public void Compute_TinyNucleus_SaysWhatIsTooSmall()
    {
        Compute(Image(), [new(40, 40), new(40, 42), new(42, 42), new(42, 40)], [], new SoundFeatureOptions(), out double[] values, out MissingReason[] reasons);
        Assert.Equal(9 * 0.0625, values[0]);
        Assert.Equal(MissingReason.ContourTooShort, reasons[IndexOf("perimeter_um")]);
        Assert.Equal(MissingReason.TooFewPairs, reasons[IndexOf("texture_contrast_d4")]);
        Assert.Equal(MissingReason.None, reasons[IndexOf("texture_contrast_d1")]);
    }

    [Fact]
    public void Compute_WithoutPixels_StillHasTheShape()
    {
        var values = new double[SoundFeatures.FeatureCount];
        var reasons = new MissingReason[SoundFeatures.FeatureCount];
        new SoundFeatures(new SoundFeatureOptions()).Compute(null, Outline, values, reasons);
        Assert.True(Value(values, "area_um2") > 0);
        Assert.Equal(MissingReason.NoPixels, reasons[IndexOf("intensity_mean")]);
        Assert.All(values.Zip(reasons), pair => Assert.Equal(double.IsNaN(pair.First), pair.Second != MissingReason.None));
    }

    [Fact]
    public void Ring_LeavesOtherNucleiOut()
    {
        RgbImage image = RgbImage.White(Side, Side);
        foreach (PixelPoint p in Contours.Inside(Neighbour)) image.Pixels.AsSpan(3 * (p.Y * Side + p.X), 3).Clear();
        PixelPoint[] near = Contours.Blob(46, 41, 7, 7, 0);
        Assert.Equal(0, Value(Compute(image, near, Neighbour, new SoundFeatureOptions()), "h_mean_ring"), 1e-5);
        Assert.True(Value(Compute(image, near, [], new SoundFeatureOptions()), "h_mean_ring") > 0.1);
    }

    [Fact]
    public void Options_OutOfRange_AreNamed() => Assert.Contains("GridMpp", Assert.Throws<OptionsException>(() => new SoundFeatures(new SoundFeatureOptions { GridMpp = 0 })).What, StringComparison.Ordinal);

    [Fact]
    public void Histogram_HoldsEveryPixel()
    {
        var histogram = new long[600];
        new SoundFeatures(new SoundFeatureOptions()).AddToHistogram(new NucleusWindow(RgbImage.White(Side, Side), new(0, 0), Slide, []), Outline, histogram);
        Assert.Equal(Contours.Inside(Outline).Count(), histogram.Sum());
        Assert.Equal(histogram.Sum(), histogram[100]);
    }

    private static double[] Compute(RgbImage image, PixelPoint[] outline, PixelPoint[] neighbour, SoundFeatureOptions options)
    {
        Compute(image, outline, neighbour, options, out double[] values, out _);
        return values;
    }

    private static void Compute(RgbImage image, PixelPoint[] outline, PixelPoint[] neighbour, SoundFeatureOptions options, out double[] values, out MissingReason[] reasons)
    {
        (values, reasons) = (new double[SoundFeatures.FeatureCount], new MissingReason[SoundFeatures.FeatureCount]);
        var window = new NucleusWindow(image, new PixelPoint(0, 0), Slide, neighbour.Length == 0 ? [outline] : [outline, neighbour]);
        new SoundFeatures(options).Compute(window, outline, values, reasons);
    }

    private static double Value(double[] values, string name) => values[IndexOf(name)];

    private static int IndexOf(string name) => NuclearFeatureCatalog.Sound.Select(f => f.Name).ToList().IndexOf(name);

    private static void AssertClose(double[] expected, double[] actual, double relative)
    {
        for (int c = 0; c < expected.Length; c++) Close.To(expected[c], actual[c], relative, 1e-9, NuclearFeatureCatalog.Sound[c].Name);
    }

    private static RgbImage Image()
    {
        RandomStream random = RandomSeed.Default.Stream("test", "pixels");
        var pixels = new byte[3 * Side * Side];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(60 + random.NextInt(180));
        return new RgbImage(Side, Side, pixels);
    }

    private static RgbImage Map(RgbImage image, Func<PixelPoint, PixelPoint> place)
    {
        var pixels = new byte[image.Pixels.Length];
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                PixelPoint to = place(new PixelPoint(x, y));
                image.Pixels.AsSpan(3 * (y * Side + x), 3).CopyTo(pixels.AsSpan(3 * (to.Y * Side + to.X)));
            }
        }

        return new RgbImage(Side, Side, pixels);
    }
}
