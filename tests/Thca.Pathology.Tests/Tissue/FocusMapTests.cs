using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Slides;
using Thca.Pathology.Tests.Slides;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Tissue;

public sealed class FocusMapTests
{
    [Fact]
    public void Cells_AreLookedUpByPlace_AndCounted()
    {
        var map = new FocusMap(["sb.", ".bs"]);
        Assert.Equal((4, 2, 0.5), (map.Cells, map.BlurredCells, map.BlurredFraction));
        Assert.True(map.IsBlurredAt(256, 0) && map.IsBlurredAt(511.9, 511.9));
        Assert.False(map.IsBlurredAt(255.9, 0) || map.IsBlurredAt(512, 0) || map.IsBlurredAt(300, 512) || map.IsBlurredAt(-1, 0) || map.IsBlurredAt(300, -1));
        Assert.True(double.IsNaN(new FocusMap(["..", ".."]).BlurredFraction));
        Assert.Throws<ArgumentException>(() => new FocusMap(["s", "ss"]));
        Assert.Throws<ArgumentException>(() => new FocusMap(["x"]));
    }

    [Fact]
    public void HalfBlurredSlide_IsBlurredInThatHalf_AndComesBackFromItsFile()
    {
        TissueMask mask = TissueDetector.Detect(HalfBlurred()).Value;
        Assert.Equal(["bs"], mask.Focus!.Rows);
        Assert.Equal(0.5, mask.BlurredFraction);
        using var folder = new TemporaryFolder();
        TissueFile.Write(folder.FullName, mask, HalfBlurred().Properties, ContentHash.Of("x"), new TissueOptions());
        TissueMask read = TissueFile.Read(folder.FullName, ContentHash.Of("x"))!;
        Assert.Equal(mask.Focus.Rows, read.Focus!.Rows);
        Assert.Equal(mask.Identity, read.Identity);
        string record = folder.File(TissueFile.RecordName);
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"bs\"", "\"b?\"", StringComparison.Ordinal));
        Assert.Throws<DataFormatException>(() => TissueFile.Read(folder.FullName, ContentHash.Of("x")));
    }

    [Fact]
    public void Identity_ChangesWithMaskAndFocus()
    {
        TissueMask mask = TissueMask.Everything(1024, 1024, 0.25);
        Assert.Equal(mask.Identity, TissueMask.Everything(1024, 1024, 0.25).Identity);
        Assert.NotEqual(mask.Identity, TissueMask.Everything(1024, 2048, 0.25).Identity);
        Assert.NotEqual(mask.Identity, With(mask, new FocusMap(["s"])).Identity);
        Assert.NotEqual(With(mask, new FocusMap(["b"])).Identity, With(mask, new FocusMap(["s"])).Identity);
    }

    [Fact]
    public void TissueOutOfFocus_CanBeLeftOutOfAreas_AndHasAShareInEveryTile()
    {
        TissueMask mask = With(TissueMask.Everything(2048, 1024, 0.25), new FocusMap(["bs"]));
        Assert.Equal(512 * 256e-6, TissueRaster.Of(mask).AreaMm2, 1e-9);
        Assert.Equal(256 * 256e-6, TissueRaster.Of(mask, inFocusOnly: true).AreaMm2, 1e-9);
        var slide = new SlideProperties { Levels = [new SlideLevel(2048, 1024, 1, 1)], MppX = 0.25, MppY = 0.25 };
        TileGrid grid = TileGrid.Create(slide, mask, new TilingOptions { Core = 728 });
        Assert.Equal(1, grid.BlurredShare(new PixelBox(0, 0, 512, 512)));
        Assert.Equal(0.5, grid.BlurredShare(new PixelBox(768, 0, 1280, 512)));
        Assert.Equal(0, grid.BlurredShare(new PixelBox(1024, 0, 1500, 512)));
        Assert.True(double.IsNaN(grid.BlurredShare(new PixelBox(4000, 4000, 4100, 4100))));
        Assert.True(double.IsNaN(TileGrid.Create(slide, TissueMask.Everything(2048, 1024, 0.25)).BlurredShare(new PixelBox(0, 0, 512, 512))));
        Assert.True(grid.IsBlurredAt(1023, 500) && !grid.IsBlurredAt(1024, 500));
    }

    internal static TissueMask With(TissueMask mask, FocusMap focus) => new(mask.Width, mask.Height, mask.MppX, mask.MppY, mask.Labels.ToArray(), mask.Regions) { Focus = focus };

    /// <summary>Two cells of 256 µm, the left one out of focus.</summary>
    private static MemorySlide HalfBlurred()
    {
        RgbImage sharp = new HistologyPhantom(new HistologyOptions { Width = 1024, Height = 1024, Gaps = false }, new RandomSeed(42)).Render().Image;
        RgbImage soft = ImageScaling.Resize(ImageScaling.Resize(sharp, 24, 24), 1024, 1024);
        var both = new byte[2 * sharp.Pixels.Length];
        for (int y = 0; y < 1024; y++)
        {
            soft.Row(y).CopyTo(both.AsSpan(y * 6 * 1024));
            sharp.Row(y).CopyTo(both.AsSpan(y * 6 * 1024 + 3 * 1024));
        }

        return new MemorySlide(new RgbImage(2048, 1024, both), 0.25);
    }
}
