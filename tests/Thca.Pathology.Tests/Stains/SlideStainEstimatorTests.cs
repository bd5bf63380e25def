using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Tests.Slides;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Stains;

public sealed class SlideStainEstimatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StainMethod.Macenko)]
    [InlineData(StainMethod.Vahadane)]
    public void Stains_OfASlide_AreTheTrueOnes_EachTimeAlike(StainMethod method)
    {
        (ISlideReader slide, HistologyPhantom phantom) = Slide(new HistologyOptions { Width = 1024, Height = 1024, Density = 0.0014, StainRotation = 4 });
        TissueMask mask = TissueDetector.Detect(slide).Value;
        var options = new SlideStainOptions { Method = method, Windows = 9, WindowSize = 256 };
        SlideStain stain = SlideStainEstimator.Estimate(slide, mask, options);
        Assert.Null(stain.Fallback);
        Assert.InRange(StainMatrix.Degrees(stain.Profile.Matrix!.Haematoxylin, [.. phantom.StainVectors.Take(3)]), 0, 7.5);
        Assert.InRange(StainMatrix.Degrees(stain.Profile.Matrix!.Eosin, [.. phantom.StainVectors.Skip(3)]), 0, 7.5);
        Assert.InRange(stain.SampleSize, 300_000, 1_000_000);
        Assert.Equal(stain.Profile.MaximumConcentrations, SlideStainEstimator.Estimate(slide, mask, options).Profile.MaximumConcentrations);
    }

    [Fact]
    public void ImplausibleVectors_AreReplacedByTheFixedOnes_WithTheReason()
    {
        RandomStream random = new RandomSeed(1).Stream("green");
        var pixels = new byte[3 * 5000];
        for (int p = 0; p < pixels.Length; p += 3) (pixels[p], pixels[p + 1], pixels[p + 2]) = ((byte)(60 + random.NextInt(40)), (byte)(200 + random.NextInt(30)), (byte)(60 + random.NextInt(40)));
        SlideStain stain = SlideStainEstimator.FromSample(pixels, 1, new StainOptions());
        Assert.Equal(SlideProblems.StainFallback, stain.Fallback!.Code);
        Assert.Equal((StainMethod.Ruifrok, StainMethod.Macenko), (stain.Profile.Method, stain.Requested));
        Array.Fill(pixels, (byte)120);
        Assert.Contains("one line", SlideStainEstimator.FromSample(pixels, 1, new StainOptions()).Fallback!.Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => SlideStainEstimator.FromSample([], 0, new StainOptions()));
    }

    [Fact]
    public void Background_IsMeasuredOnTheGlass()
    {
        (ISlideReader slide, _) = Slide(new HistologyOptions { Width = 1024, Height = 1024, Background = 230, Islands = [new HistologyIsland(0.4, 0.4, 0.3, 0.3)] });
        TissueMask mask = TissueDetector.Detect(slide).Value;
        SlideStain stain = SlideStainEstimator.Estimate(slide, mask, new SlideStainOptions { EstimateBackground = true, Windows = 4, WindowSize = 256 });
        Assert.All(stain.Profile.Background, v => Assert.Equal(230, v, 1.0));
    }

    [Fact]
    public void Normaliser_TreatsEveryTileOfASlideAlike()
    {
        (ISlideReader slide, _) = Slide(new HistologyOptions { Width = 512, Height = 512 });
        SlideStain source = SlideStainEstimator.Estimate(slide, TissueMask.Everything(512, 512, 0.25), new SlideStainOptions { WindowSize = 256 });
        (ISlideReader other, _) = Slide(new HistologyOptions { Width = 512, Height = 512, StainRotation = -5, EosinStrength = 1.2 });
        StainProfile target = SlideStainEstimator.Estimate(other, TissueMask.Everything(512, 512, 0.25), new SlideStainOptions { WindowSize = 256 }).Profile;
        var normalizer = new StainNormalizer(target, source.Profile);
        RgbImage whole = normalizer.Normalize(slide.Read(0, 0, 0, 512, 512)), part = normalizer.Normalize(slide.Read(100, 200, 0, 64, 64));
        for (int y = 0; y < 64; y++) Assert.Equal(whole.Row(200 + y).Slice(300, 192).ToArray(), part.Row(y).ToArray());
    }

    // An image of its own without stain is refused; a white tile of a slide is moved as the slide is.
    [Theory]
    [InlineData(StainMethod.Macenko)]
    [InlineData(StainMethod.Vahadane)]
    [InlineData(StainMethod.Ruifrok)]
    public void WhiteTileOfASlide_StaysWhite(StainMethod method)
    {
        var options = new SlideStainOptions { Method = method, WindowSize = 256 };
        StainProfile source = SlideStainEstimator.Estimate(Slide(new HistologyOptions()).Item1, TissueMask.Everything(512, 512, 0.25), options).Profile;
        StainProfile target = SlideStainEstimator.Estimate(Slide(new HistologyOptions { EosinStrength = 1.3 }).Item1, TissueMask.Everything(512, 512, 0.25), options).Profile;
        Assert.All(new StainNormalizer(target, source).Normalize(RgbImage.White(16, 16)).Pixels, p => Assert.InRange(p, 254, 255));
    }

    [Fact]
    public void StainsOfAnotherSlideFile_AreNotThisSlides()
    {
        SlideStain stain = SlideStainEstimator.Estimate(Slide(new HistologyOptions()).Item1, TissueMask.Everything(512, 512, 0.25), new SlideStainOptions { WindowSize = 256 });
        string path = _folder.File("stain.json");
        Assert.Null(StainFile.FindSlide(path, ContentHash.Of("x")));
        StainFile.WriteSlide(path, stain, ContentHash.Of("x"));
        StainProfile read = StainFile.FindSlide(path, ContentHash.Of("x"))!.Profile;
        Close.To([.. stain.Profile.Matrix!.Haematoxylin], [.. read.Matrix!.Haematoxylin], 1e-14);
        Assert.Equal(StainFile.Fingerprint(read), StainFile.Fingerprint(StainFile.ReadSlide(path).Profile));
        Assert.Null(StainFile.FindSlide(path, ContentHash.Of("y")));
        Assert.NotEqual(StainFile.Fingerprint(stain.Profile), StainFile.Fingerprint(stain.Profile with { MaximumConcentrations = [1, 2] }));
    }

    [Theory]
    [InlineData(StainMethod.Macenko)]
    [InlineData(StainMethod.Reinhard)]
    public void Files_ComeBackAsTheyWere(StainMethod method)
    {
        (ISlideReader slide, _) = Slide(new HistologyOptions());
        SlideStain stain = SlideStainEstimator.Estimate(slide, TissueMask.Everything(512, 512, 0.25), new SlideStainOptions { Method = method });
        string path = _folder.File("stain.json"), target = _folder.File("target.json");
        StainFile.WriteSlide(path, stain, ContentHash.Of("x"));
        SlideStain read = StainFile.ReadSlide(path);
        Assert.Equal((stain.SampleSize, stain.Requested, stain.Profile.Method), (read.SampleSize, read.Requested, read.Profile.Method));
        Assert.Equal(stain.Profile.MaximumConcentrations, read.Profile.MaximumConcentrations);
        Assert.Equal(stain.Profile.LabMeans, read.Profile.LabMeans);
        StainFile.WriteTarget(target, stain.Profile, ["P1"]);
        Assert.Equal(stain.Profile.Background, StainFile.ReadTarget(target).Background);
        Assert.Throws<DataFormatException>(() => StainFile.ReadTarget(path));
        File.WriteAllText(target, """{"schema":"stain-target/1","method":"Macenko","matrix":[[1,0],[0,1]],"maxC":[1,1],"background":[255,255,255]}""");
        Assert.Throws<DataFormatException>(() => StainFile.ReadTarget(target));
        Assert.Throws<FileNotFoundException>(() => StainFile.ReadTarget(_folder.File("none")));
    }

    private static (ISlideReader, HistologyPhantom) Slide(HistologyOptions options)
    {
        var phantom = new HistologyPhantom(options, new RandomSeed(9), "s");
        return (new MemorySlide(phantom.Render().Image, 0.25), phantom);
    }
}
