using NetVips;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Histology;

namespace Thca.Pathology.Slides;

/// <summary>Reads and writes whole colour images (PNG, JPEG, TIFF).</summary>
public static class FlatImageFile
{
    private const long LargestImage = 400_000_000;

    /// <summary>Reads an image into memory as 8-bit RGB; transparency over white, 16 bits cut to their upper 8.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ThcaException">The file is missing, damaged, of another kind, or larger than 400 megapixels.</exception>
    public static RgbImage Read(string path)
    {
        using ISlideReader reader = SlideFile.Open(path);
        (long width, long height) = (reader.Properties.Width, reader.Properties.Height);
        if (width * height > LargestImage)
        {
            throw new DataFormatException(
                FormattableString.Invariant($"{Path.GetFileName(path)} has {width} x {height} pixels, more than is read at once."), "Treat it as a slide.", Thca.Core.Outcomes.ProblemCodes.SizeLimitExceeded);
        }

        return reader.Read(0, 0, 0, (int)width, (int)height);
    }

    /// <summary>Writes an image as PNG, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">The image.</param>
    public static void WritePng(string path, RgbImage image)
    {
        byte[] bytes = ToPng(image, path);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>An image as the bytes of a PNG.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">Name for messages.</param>
    public static byte[] ToPng(RgbImage image, string name = "the picture") => VipsSlideReader.Guard(name, () =>
    {
        using Image pixels = Image.NewFromMemory(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        using Image colour = pixels.Copy(interpretation: Enums.Interpretation.Srgb);
        return colour.PngsaveBuffer(compression: 6, keep: Enums.ForeignKeep.None);
    });

    /// <summary>Writes a mask as an 8-bit grey PNG, 255 inside, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="values">width x height values, row by row.</param>
    public static void WriteGreyPng(string path, int width, int height, byte[] values)
    {
        byte[] bytes = VipsSlideReader.Guard(path, () =>
        {
            using Image pixels = Image.NewFromMemory(values, width, height, 1, Enums.BandFormat.Uchar);
            using Image grey = pixels.Copy(interpretation: Enums.Interpretation.Bw);
            return grey.PngsaveBuffer(compression: 6, keep: Enums.ForeignKeep.None);
        });
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }
}
