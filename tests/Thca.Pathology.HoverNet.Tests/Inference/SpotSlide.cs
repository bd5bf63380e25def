using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.HoverNet.Tests.Inference;

/// <summary>A slide of glass, 40,000 x 40,000 pixels of 0.25 µm, with a small picture of tissue in the middle of some of its cores. It takes the memory of the picture.</summary>
internal sealed class SpotSlide(RgbImage picture, IReadOnlyList<PixelPoint> cores) : ISlideReader
{
    public const int Side = 40_000;

    private const double MaskMpp = 8;

    private const int CorePixels = 4172, MaskSide = Side / 32;

    public SlideProperties Properties { get; } = new() { Levels = [new SlideLevel(Side, Side, 1, 1)], MppX = TilingOptions.Mpp, MppY = TilingOptions.Mpp, ResolutionSource = "test" };

    /// <summary>The tissue: the pictures, on a mask of 8 µm.</summary>
    public TissueMask Tissue()
    {
        var labels = new int[MaskSide * MaskSide];
        var regions = new List<TissueRegion>();
        foreach (PixelBox spot in Spots())
        {
            for (int y = spot.Y0 / 32; y < spot.Y1 / 32; y++) labels.AsSpan(y * MaskSide + spot.X0 / 32, picture.Width / 32).Fill(regions.Count + 1);
            regions.Add(new TissueRegion(regions.Count + 1, picture.Width * picture.Height * 0.0625e-6, spot));
        }

        return new TissueMask(MaskSide, MaskSide, MaskMpp, MaskMpp, labels, regions);
    }

    public RgbImage Read(long x, long y, int level, int width, int height)
    {
        RgbImage result = RgbImage.White(width, height);
        foreach (PixelBox spot in Spots())
        {
            int x0 = (int)Math.Max(spot.X0, x), x1 = (int)Math.Min(spot.X1, x + width);
            for (int row = (int)Math.Max(spot.Y0, y); row < Math.Min(spot.Y1, y + height) && x1 > x0; row++)
                picture.Row(row - spot.Y0).Slice(3 * (x0 - spot.X0), 3 * (x1 - x0)).CopyTo(result.Pixels.AsSpan((int)(3 * ((row - y) * width + x0 - x))));
        }

        return result;
    }

    public void Dispose()
    {
    }

    /// <summary>Where the pictures lie; their corners are multiples of a mask pixel.</summary>
    private IEnumerable<PixelBox> Spots() => cores.Select(c =>
    {
        (int x, int y) = ((c.X * CorePixels + CorePixels / 2) / 32 * 32, (c.Y * CorePixels + CorePixels / 2) / 32 * 32);
        return new PixelBox(x, y, x + picture.Width, y + picture.Height);
    });
}
