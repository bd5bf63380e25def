using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Documentation;

/// <summary>The examples of slides, tissue and stains in the documentation.</summary>
public sealed class SlidesExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Slide_Tissue_Tiles()
    {
        string path = _folder.File("slide.tif");
        #region phantom
        var phantom = new HistologyPhantom(new HistologyOptions { Width = 1024, Height = 1024, SizeSpread = 1.5 }, new RandomSeed(42), "P001");
        HistologyTile truth = phantom.Render(new PixelBox(0, 0, 256, 256));   // picture, instance map, types, nuclei, concentrations
        new PyramidTiffWriter().Write(path, 1024, 1024, mpp: 0.25, box => phantom.Render(box).Image);
        #endregion
        #region slide
        using ISlideReader slide = SlideFile.Open(path);
        RgbImage window = TargetResolution.Read(slide, mpp: 0.5, x: 100, y: 100, width: 256, height: 256);
        Outcome<TissueMask> tissue = TissueDetector.Detect(slide);
        if (!tissue.Succeeded) return;   // NO_TISSUE: never silently the whole slide
        TileGrid grid = TileGrid.Create(slide.Properties, tissue.Value, new TilingOptions { Core = 728 });
        #endregion
        Assert.Equal((256, 256, true), (truth.Image.Width, window.Width, grid.Coverage > 0.99));
    }

    [Fact]
    public void Stains()
    {
        RgbImage source = new HistologyPhantom(new HistologyOptions { StainRotation = 4 }, new RandomSeed(1), "a").Render().Image;
        RgbImage target = new HistologyPhantom(new HistologyOptions { StainRotation = -4 }, new RandomSeed(1), "b").Render().Image;
        #region stain
        StainProfile colours = StainEstimator.Estimate(target, new StainOptions { Method = StainMethod.Macenko });
        RgbImage normalised = new StainNormalizer(colours).Normalize(source);
        #endregion
        Assert.Equal(512, normalised.Width);
    }
}
