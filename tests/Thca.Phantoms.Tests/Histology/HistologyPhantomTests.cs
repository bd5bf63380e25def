using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Phantoms.Histology;

namespace Thca.Phantoms.Tests.Histology;

public class HistologyPhantomTests
{
    private static readonly HistologyPhantom Slide = new(new HistologyOptions { Width = 640, Height = 480 }, new RandomSeed(42), "P001");

    [Fact]
    public void Windows_FitTogetherExactly()
    {
        HistologyTile whole = Slide.Render();
        foreach (PixelBox box in new[] { new PixelBox(0, 0, 100, 90), new PixelBox(203, 111, 467, 377), new PixelBox(500, 300, 640, 480) })
        {
            HistologyTile part = Slide.Render(box);
            for (int y = 0; y < box.Height; y++)
                for (int x = 0; x < box.Width; x++)
                {
                    int here = y * box.Width + x, there = (y + box.Y0) * 640 + x + box.X0;
                    Assert.Equal(whole.Instances[there], part.Instances[here]);
                    Assert.Equal(whole.Image.Pixels[3 * there + 1], part.Image.Pixels[3 * here + 1]);
                    Assert.Equal(whole.Haematoxylin[there], part.Haematoxylin[here]);
                }
        }
    }

    [Fact]
    public void Maps_AgreeWithTheNuclei()
    {
        HistologyTile tile = Slide.Render();
        Assert.True(tile.Nuclei.Count > 80, $"{tile.Nuclei.Count} nuclei");
        Assert.Equal(tile.Nuclei.Count, tile.Nuclei.Select(n => n.Id).Distinct().Count());
        ILookup<int, int> pixels = Enumerable.Range(0, tile.Instances.Count).Where(i => tile.Instances[i] > 0).ToLookup(i => tile.Instances[i]);
        Assert.Equal(tile.Nuclei.Count, pixels.Count);
        foreach (NucleusTruth nucleus in tile.Nuclei)
        {
            int[] own = [.. pixels[nucleus.Id]];
            Assert.Equal(own.Length, nucleus.Area);
            Assert.All(own, i => Assert.Equal((byte)nucleus.Type, tile.Types[i]));
            Assert.All(own, i => Assert.True(tile.Tissue[i]));
            Assert.Equal(own.Average(i => i % 640), nucleus.CentroidX, 9);
            Assert.Equal(own.Average(i => i / 640), nucleus.CentroidY, 9);
            Assert.Equal((own.Min(i => i % 640), own.Max(i => i % 640) + 1), (nucleus.Box.X0, nucleus.Box.X1));
        }
    }

    [Fact]
    public void Population_IsAsDescribed()
    {
        IReadOnlyList<NucleusTruth> nuclei = Many(new HistologyOptions());
        double Share(NucleusType type) => nuclei.Count(n => n.Type == type) / (double)nuclei.Count;
        Assert.InRange(Share(NucleusType.NeoplasticEpithelial), 0.35, 0.5);
        Assert.InRange(Share(NucleusType.Inflammatory), 0.2, 0.33);
        Assert.InRange(Share(NucleusType.Connective), 0.13, 0.25);
        Assert.InRange(Share(NucleusType.NonNeoplasticEpithelial), 0.06, 0.25);
        Assert.InRange(Median(nuclei, NucleusType.NeoplasticEpithelial), 13, 15);
        Assert.InRange(Median(nuclei, NucleusType.Inflammatory), 7.5, 8.5);
        Assert.InRange(nuclei.Count / (2048.0 * 2048), 0.0004, 0.0007);
    }

    [Fact]
    public void SizeSpread_WidensTheSizesOfTumourNuclei()
    {
        double LogSd(double spread)
        {
            double[] logs = [.. Many(new HistologyOptions { SizeSpread = spread }).Where(n => n.Type == NucleusType.NeoplasticEpithelial).Select(n => Math.Log(n.Radius))];
            double mean = logs.Average();
            return Math.Sqrt(logs.Average(v => (v - mean) * (v - mean)));
        }

        Assert.Equal(0, LogSd(0), 9);
        Assert.InRange(LogSd(1), 0.15, 0.2);
        Assert.InRange(LogSd(1.5), 0.23, 0.3);
    }

    [Fact]
    public void Picture_IsWhereTheStainsSayItIs()
    {
        var phantom = new HistologyPhantom(new HistologyOptions { Noise = 0, Follicles = 0 }, new RandomSeed(3));
        HistologyTile tile = phantom.Render();
        int glass = Enumerable.Range(0, tile.Tissue.Count).Count(i => !tile.Tissue[i]);
        Assert.InRange(glass, 0, tile.Tissue.Count / 2);
        double worst = 0, sum = 0;
        for (int i = 0; i < tile.Tissue.Count; i++)
        {
            double expected = 245 * Math.Exp(-(tile.Haematoxylin[i] * phantom.StainVectors[1] + tile.Eosin[i] * phantom.StainVectors[4]));
            sum += tile.Image.Pixels[3 * i + 1] - expected;
            worst = Math.Max(worst, Math.Abs(tile.Image.Pixels[3 * i + 1] - expected));
        }

        Assert.InRange(sum / tile.Tissue.Count, -1, 1.5);
        Assert.True(worst < 130, $"{worst}");
    }

    [Fact]
    public void SlidesOfOtherNamesOrSeeds_Differ()
    {
        HistologyTile a = Slide.Render(new PixelBox(0, 0, 64, 64));
        Assert.NotEqual(a.Image.Pixels, new HistologyPhantom(Slide.Options, new RandomSeed(42), "P002").Render(a.Box).Image.Pixels);
        Assert.NotEqual(a.Image.Pixels, new HistologyPhantom(Slide.Options, new RandomSeed(43), "P001").Render(a.Box).Image.Pixels);
        Assert.Equal(a.Image.Pixels, new HistologyPhantom(Slide.Options, new RandomSeed(42), "P001").Render(a.Box).Image.Pixels);
    }

    [Fact]
    public void Islands_AndPen_LieWhereTheyWerePut()
    {
        var options = new HistologyOptions
        {
            Width = 800, Height = 800, Gaps = false,
            Islands = [new HistologyIsland(0.3, 0.5, 0.2, 0.3)],
            Pen = [new PenStroke(0.8, 0.1, 0.8, 0.9, 40)],
        };
        HistologyTile tile = new HistologyPhantom(options, new RandomSeed(42)).Render();
        Assert.True(tile.Tissue[400 * 800 + 240]);
        Assert.False(tile.Tissue[400 * 800 + 600]);
        Assert.InRange(tile.Tissue.Count(t => t) / 640_000.0, 0.15, 0.23);
        int pen = 3 * (400 * 800 + 640);
        Assert.True(tile.Image.Pixels[pen + 2] > tile.Image.Pixels[pen] + 100);
    }

    [Fact]
    public void Options_NameEverythingOutsideItsRange()
    {
        var bad = new HistologyOptions { Width = 3, Density = 1, StainRotation = 90 };
        OptionsException error = Assert.Throws<OptionsException>(() => new HistologyPhantom(bad, RandomSeed.Default));
        Assert.Equal(3, error.Problems.Count);
    }

    [Fact]
    public void Cancellation_Stops() =>
        Assert.Throws<OperationCanceledException>(() => Slide.Render(new CancellationToken(true)));

    private static IReadOnlyList<NucleusTruth> Many(HistologyOptions options) =>
        new HistologyPhantom(options with { Width = 2048, Height = 2048 }, new RandomSeed(5)).Nuclei(new PixelBox(0, 0, 2048, 2048));

    private static double Median(IReadOnlyList<NucleusTruth> nuclei, NucleusType type)
    {
        double[] sorted = [.. nuclei.Where(n => n.Type == type).Select(n => n.Radius).Order()];
        return sorted[sorted.Length / 2];
    }
}
