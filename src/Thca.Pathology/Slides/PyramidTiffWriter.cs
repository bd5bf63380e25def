using NetVips;
using Thca.Core.Contracts;
using Thca.Core.Histology;

namespace Thca.Pathology.Slides;

/// <summary>
/// Writes tiled pyramidal TIFF files through libvips. The pieces go to an uncompressed file beside the target first (3 bytes per pixel), so memory
/// holds one band of tiles whatever the slide's size; that file is removed at the end.
/// </summary>
/// <param name="options">Compression, tiles, layout of the pyramid.</param>
public sealed class PyramidTiffWriter(PyramidTiffOptions? options = null) : ISlideWriter
{
    private const int Piece = 1024;

    /// <summary>What the writer was made with.</summary>
    public PyramidTiffOptions Options { get; } = options ?? new PyramidTiffOptions();

    /// <inheritdoc/>
    public void Write(string path, int width, int height, double mpp, Func<PixelBox, RgbImage> region, CancellationToken ct = default)
    {
        Options.Validate();
        if (!(mpp > 0)) throw new ArgumentOutOfRangeException(nameof(mpp), mpp, "Micrometres per pixel must be above 0.");
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        string stem = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        string raw = stem + ".raw", target = stem + ".tif";
        try
        {
            WriteRaw(raw, width, height, region, ct);
            VipsSlideReader.Guard(path, () => Save(raw, target, width, height, mpp));
            ct.ThrowIfCancellationRequested();
            File.Move(target, full, overwrite: true);
        }
        finally
        {
            File.Delete(raw);
            File.Delete(target);
        }
    }

    private static void WriteRaw(string raw, int width, int height, Func<PixelBox, RgbImage> region, CancellationToken ct)
    {
        using var stream = new FileStream(raw, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        for (int y0 = 0; y0 < height; y0 += Piece)
        {
            int y1 = Math.Min(height, y0 + Piece);
            var band = new byte[checked(3 * width * (y1 - y0))];
            for (int x0 = 0; x0 < width; x0 += Piece)
            {
                ct.ThrowIfCancellationRequested();
                var box = new PixelBox(x0, y0, Math.Min(width, x0 + Piece), y1);
                RgbImage part = region(box);
                if (part.Width != box.Width || part.Height != box.Height)
                    throw new InvalidOperationException($"The region {box} came as {part.Width} x {part.Height} pixels.");
                for (int y = 0; y < box.Height; y++) part.Row(y).CopyTo(band.AsSpan(3 * (y * width + x0)));
            }

            stream.Write(band);
        }
    }

    private bool Save(string raw, string target, int width, int height, double mpp)
    {
        using Image pixels = Image.Rawload(raw, width, height, 3, access: Enums.Access.Sequential, revalidate: true);
        using Image image = pixels.Copy(interpretation: Enums.Interpretation.Srgb);
        double perMillimetre = 1000 / mpp;
        image.Tiffsave(
            target,
            compression: Options.Compression switch
            {
                TiffCompression.Jpeg => Enums.ForeignTiffCompression.Jpeg,
                TiffCompression.Deflate => Enums.ForeignTiffCompression.Deflate,
                TiffCompression.Lzw => Enums.ForeignTiffCompression.Lzw,
                _ => Enums.ForeignTiffCompression.None,
            },
            q: Options.Quality,
            tile: true,
            tileWidth: Options.TileSize,
            tileHeight: Options.TileSize,
            pyramid: true,
            subifd: Options.SubDirectories,
            bigtiff: 3L * width * height > 3_000_000_000,
            resunit: Enums.ForeignTiffResunit.Cm,
            xres: perMillimetre,
            yres: perMillimetre);
        return true;
    }
}
