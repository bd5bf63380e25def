using Thca.Core.Compute;
using Thca.Core.Histology;
using Thca.Pathology.Slides;
using Thca.Pathology.Tests.Detection;
using Thca.Pathology.Tests.Slides;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.SmallSlide;

/// <summary>The small slide, drawn once and saved as a scanner would.</summary>
public sealed class SmallSlideFixture : IDisposable
{
    private const int Piece = 2048;

    private readonly TemporaryFolder _folder = new();

    public SmallSlideFixture()
    {
        HistologyPhantom phantom = SmallSlide.Create();
        const int Side = SmallSlide.Side, Across = Side / Piece;
        Pixels = RgbImage.White(Side, Side);
        IsTissue = new bool[Side * Side];
        OrderedParallel.For(Across * Across, i =>
        {
            (int x0, int y0) = (i % Across * Piece, i / Across * Piece);
            HistologyTile tile = phantom.Render(new PixelBox(x0, y0, x0 + Piece, y0 + Piece));
            bool[] tissue = [.. tile.Tissue];
            for (int y = 0; y < Piece; y++)
            {
                int at = (y0 + y) * Side + x0;
                tile.Image.Row(y).CopyTo(Pixels.Pixels.AsSpan(3 * at));
                tissue.AsSpan(y * Piece, Piece).CopyTo(IsTissue.AsSpan(at));
            }
        });
        Truth = new PhantomTruth(phantom);
        Lossless = Write("lossless.tif", Pixels, 0.25, TiffCompression.Deflate);
        Jpeg = Write("jpeg.tif", Pixels, 0.25, TiffCompression.Jpeg);
        Half = Write("half.tif", ImageScaling.Resize(Pixels, Side / 2, Side / 2), 0.5, TiffCompression.Jpeg);
    }

    /// <summary>The slide as it was drawn.</summary>
    public RgbImage Pixels { get; }

    /// <summary>Where tissue was drawn, row by row.</summary>
    public bool[] IsTissue { get; }

    internal PhantomTruth Truth { get; }

    /// <summary>Tiled pyramid without loss.</summary>
    public string Lossless { get; }

    /// <summary>Tiled pyramid, JPEG of quality 90.</summary>
    public string Jpeg { get; }

    /// <summary>The same at half the resolution.</summary>
    public string Half { get; }

    public string NewFile(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    private string Write(string name, RgbImage image, double mpp, TiffCompression compression)
    {
        string path = _folder.File(name);
        using var source = new MemorySlide(image, mpp);
        new PyramidTiffWriter(new PyramidTiffOptions { Compression = compression }).Write(path, image.Width, image.Height, mpp, box => source.Read(box.X0, box.Y0, 0, box.Width, box.Height));
        return path;
    }
}
