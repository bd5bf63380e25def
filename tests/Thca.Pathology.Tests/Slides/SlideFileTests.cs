using NetVips;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Slides;

public sealed class SlideFileTests : IDisposable
{
    private static readonly HistologyPhantom Phantom = new(new HistologyOptions { Width = 1300, Height = 900 }, new RandomSeed(42), "slide");
    private static readonly RgbImage Pixels = Phantom.Render().Image;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TiffCompression.Deflate, false)]
    [InlineData(TiffCompression.Lzw, true)]
    [InlineData(TiffCompression.None, false)]
    public void Pyramid_WithoutLoss_ComesBackPixelByPixel(TiffCompression compression, bool subDirectories)
    {
        string path = Written(new PyramidTiffOptions { Compression = compression, SubDirectories = subDirectories });
        using ISlideReader reader = SlideFile.Open(path);
        Assert.Equal([(1300L, 900L), (650, 450), (325, 225), (162, 112)], reader.Properties.Levels.Select(l => (l.Width, l.Height)));
        Close.To(0.25, reader.Properties.MppX, 1e-6);
        Close.To(40, reader.Properties.Power, 1e-9);
        Assert.Equal("tiff.XResolution", reader.Properties.ResolutionSource);
        Assert.Equal(Pixels.Pixels, reader.Read(0, 0, 0, 1300, 900).Pixels);
        RgbImage part = reader.Read(1200, 850, 0, 200, 100);
        Assert.Equal(Pixels.Row(860)[(3 * 1250)..].ToArray(), part.Row(10)[150..300].ToArray());
        Assert.All(part.Row(10)[300..].ToArray(), v => Assert.Equal(255, v));
        Assert.All(part.Row(50).ToArray(), v => Assert.Equal(255, v));
        RgbImage half = reader.Read(400, 200, 1, 30, 20);
        Assert.Equal(Mean(Pixels, 400, 200, 2), half.Pixels[0], 1.0);
    }

    [Fact]
    public void Pyramid_Jpeg_IsNearTheOriginal_AndSmall()
    {
        string path = Written(new PyramidTiffOptions());
        using ISlideReader reader = SlideFile.Open(path);
        byte[] read = reader.Read(0, 0, 0, 1300, 900).Pixels;
        Assert.InRange(read.Zip(Pixels.Pixels, (a, b) => Math.Abs(a - b)).Average(), 0.1, 4);
        Assert.InRange(new FileInfo(path).Length, 50_000, 1_300_000);
    }

    [Fact]
    public void ReadsOutsideTheSlide_AreWhite()
    {
        using ISlideReader reader = SlideFile.Open(Written(new PyramidTiffOptions { Compression = TiffCompression.Deflate }));
        RgbImage corner = reader.Read(-10, -5, 0, 20, 10);
        Assert.All(corner.Row(4).ToArray(), v => Assert.Equal(255, v));
        Assert.Equal(Pixels.Row(0)[..30].ToArray(), corner.Row(5)[30..].ToArray());
        Assert.All(reader.Read(5000, 5000, 0, 4, 4).Pixels, v => Assert.Equal(255, v));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(0, 0, 9, 4, 4));
    }

    [Fact]
    public void FlatImages_AreSlidesOfOneLevel_WhateverTheirNameAndDepth()
    {
        string png = _folder.File("really.tif"), deep = _folder.File("deep.png"), alpha = _folder.File("alpha.png"), grey = _folder.File("grey.png"), deepTiff = _folder.File("deep.tif");
        FlatImageFile.WritePng(png, Pixels);
        using (Image image = Image.NewFromMemory(Pixels.Pixels, 1300, 900, 3, Enums.BandFormat.Uchar))
        using (Image colour = image.Copy(interpretation: Enums.Interpretation.Srgb))
        {
            using Image sixteen = colour.Cast(Enums.BandFormat.Ushort).Linear([257.0], [0.0]).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16);
            sixteen.Pngsave(deep);
            sixteen.Tiffsave(deepTiff);
            using Image transparent = colour.Bandjoin(Image.Black(1300, 900) + 0);
            transparent.Cast(Enums.BandFormat.Uchar).Pngsave(alpha);
            colour.Colourspace(Enums.Interpretation.Bw).Pngsave(grey);
        }

        Assert.Equal(Pixels.Pixels, FlatImageFile.Read(png).Pixels);
        Assert.Equal(Pixels.Pixels, FlatImageFile.Read(deep).Pixels);
        Assert.Equal(Pixels.Pixels, FlatImageFile.Read(deepTiff).Pixels);
        Assert.All(FlatImageFile.Read(alpha).Pixels, v => Assert.Equal(255, v));
        byte[] grayscale = FlatImageFile.Read(grey).Pixels;
        Assert.True(grayscale[0] == grayscale[1] && grayscale[1] == grayscale[2]);
        using ISlideReader reader = SlideFile.Open(png);
        Assert.True(double.IsNaN(reader.Properties.MppX));
        var error = Assert.Throws<DataFormatException>(() => TargetResolution.Thumbnail(reader, 8));
        Assert.Equal(SlideProblems.MppUnknown, error.Code);
        Assert.Contains("--mpp", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolution_ComesFromTheFirstSourceThatKnowsIt()
    {
        string path = Written(new PyramidTiffOptions { Compression = TiffCompression.Deflate });
        using (ISlideReader given = SlideFile.Open(path, new SlideOpenOptions { MppX = 0.3 }))
            Assert.Equal((0.3, 0.3, "manifest", 40.0), (given.Properties.MppX, given.Properties.MppY, given.Properties.ResolutionSource, given.Properties.Power));
        TiffPatch.Set(path, 296, 2);
        using (ISlideReader inch = SlideFile.Open(path)) Close.To(0.25 * 2.54, inch.Properties.MppX, 1e-6);
        TiffPatch.Set(path, 296, 1);
        using (ISlideReader none = SlideFile.Open(path)) Assert.True(double.IsNaN(none.Properties.MppX));
        using (ISlideReader power = SlideFile.Open(path, new SlideOpenOptions { Power = 20 }))
            Assert.Equal((0.5, "power"), (power.Properties.MppX, power.Properties.ResolutionSource));
        (double mpp, double objective) = SlideResolution.Aperio("Aperio Image Library v12\n100x100 JPEG/RGB Q=70|AppMag = 20|StripeWidth = 2040|MPP = 0.4990");
        Assert.Equal((0.499, 20.0), (mpp, objective));
    }

    [Theory]
    [InlineData(0.25, 0.25, 40, "")]
    [InlineData(0.2, 0.2, 50, "")]
    [InlineData(0.5, 0.5, 20, "UPSAMPLED")]
    [InlineData(3, 3, double.NaN, "MPP_SUSPECT,UPSAMPLED")]
    [InlineData(0.22, 0.25, double.NaN, "MPP_SUSPECT")]
    [InlineData(0.25, 0.25, 20, "POWER_MPP_CONFLICT")]
    public void SuspectResolutions_AreWarnedAbout(double x, double y, double power, string expected)
    {
        var slide = new SlideProperties { Levels = [new SlideLevel(10, 10, 1, 1)], MppX = x, MppY = y, Power = power };
        Assert.Equal(expected, string.Join(",", SlideChecks.Warnings(slide).Select(w => w.Code)));
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    public void TruncatedTiff_IsAProblem_NotACrash(double share)
    {
        string path = Written(new PyramidTiffOptions());
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * share)]);
        var error = Assert.Throws<DataFormatException>(() =>
        {
            using ISlideReader reader = SlideFile.Open(path);
            reader.Read(0, 0, 0, 1300, 900);
        });
        Assert.Equal(ProblemCodes.FileTruncated, error.Code);
    }

    [Fact]
    public void DamagedTiffs_NeverCrash()
    {
        byte[] good = File.ReadAllBytes(Written(new PyramidTiffOptions()));
        RandomStream random = new RandomSeed(1).Stream("damage");
        for (int i = 0; i < 60; i++)
        {
            byte[] bad = [.. good];
            int start = i % 3 == 0 ? 0 : bad.Length - 4000;
            for (int k = 0; k < 20; k++) bad[start + random.NextInt(4000)] = (byte)random.NextInt(256);
            string path = _folder.File($"bad{i}.tif");
            File.WriteAllBytes(path, bad);
            Outcome<int> outcome = Outcome<int>.Try(() =>
            {
                using ISlideReader reader = SlideFile.Open(path);
                return reader.Read(0, 0, 0, 600, 600).Width;
            });
            if (!outcome.Succeeded) Assert.NotEqual(ProblemCodes.Unexpected, outcome.Problem.Code);
        }
    }

    [Fact]
    public void Jpeg2000_NeedsOpenSlide_AndSaysHowToInstallIt()
    {
        Assert.SkipWhen(OpenSlideLibrary.Instance is not null, "OpenSlide is installed here.");
        string path = Written(new PyramidTiffOptions(), "slide.svs");
        TiffPatch.Set(path, 259, 33005);
        var error = Assert.Throws<NativeLibraryException>(() => SlideFile.Open(path));
        Assert.Contains("JPEG 2000", error.What, StringComparison.Ordinal);
        Assert.Contains("libopenslide0", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(ProblemCodes.FormatUnsupported, Assert.Throws<DataFormatException>(() => SlideFile.Open(path, new SlideOpenOptions { Backend = SlideBackend.Vips })).Code);
    }

    [Fact]
    public void OtherContents_AreNamed()
    {
        string dicom = _folder.File("a.svs"), empty = _folder.File("b.svs"), text = _folder.File("c.svs");
        File.WriteAllBytes(dicom, [.. new byte[128], .. "DICM"u8, .. new byte[100]]);
        File.WriteAllBytes(empty, []);
        File.WriteAllText(text, "PatientID,Image\n");
        Assert.Equal(ProblemCodes.FormatUnsupported, Assert.Throws<DataFormatException>(() => SlideFile.Open(dicom)).Code);
        Assert.Equal(ProblemCodes.FileTruncated, Assert.Throws<DataFormatException>(() => SlideFile.Open(empty)).Code);
        Assert.Equal(ProblemCodes.FormatUnsupported, Assert.Throws<DataFormatException>(() => SlideFile.Open(text)).Code);
        Assert.Throws<FileNotFoundException>(() => SlideFile.Open(_folder.File("none.svs")));
        Assert.Throws<OptionsException>(() => SlideFile.Open(text, new SlideOpenOptions { MppX = -1 }));
    }

    [Fact]
    public void BothBackEnds_ReadTheSamePixels()
    {
        Assert.SkipWhen(OpenSlideLibrary.Instance is null, "OpenSlide is not installed here.");
        string path = Written(new PyramidTiffOptions { Compression = TiffCompression.Deflate });
        using ISlideReader vips = SlideFile.Open(path, new SlideOpenOptions { Backend = SlideBackend.Vips });
        using ISlideReader openSlide = SlideFile.Open(path, new SlideOpenOptions { Backend = SlideBackend.OpenSlide });
        Assert.Equal(vips.Properties.Levels.Select(l => (l.Width, l.Height)), openSlide.Properties.Levels.Select(l => (l.Width, l.Height)));
        Close.To(vips.Properties.MppX, openSlide.Properties.MppX, 1e-6);
        Assert.Equal(vips.Read(-20, 100, 0, 500, 300).Pixels, openSlide.Read(-20, 100, 0, 500, 300).Pixels);
        Assert.Equal(vips.Read(400, 200, 1, 100, 100).Pixels, openSlide.Read(400, 200, 1, 100, 100).Pixels);
    }

    [Fact]
    public void Identity_ChangesWithEitherEnd()
    {
        string path = Written(new PyramidTiffOptions());
        string before = SlideIdentity.Of(path).Hex;
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.NotEqual(before, SlideIdentity.Of(path).Hex);
    }

    private static double Mean(RgbImage image, int x, int y, int side)
    {
        double sum = 0;
        for (int j = 0; j < side; j++)
            for (int i = 0; i < side; i++) sum += image.Pixels[3 * ((y + j) * image.Width + x + i)];
        return sum / (side * side);
    }

    private string Written(PyramidTiffOptions options, string name = "slide.tif")
    {
        string path = _folder.File(name);
        new PyramidTiffWriter(options).Write(path, 1300, 900, 0.25, box => Phantom.Render(box).Image);
        return path;
    }
}
