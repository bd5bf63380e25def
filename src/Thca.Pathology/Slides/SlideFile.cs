using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Pathology.Slides;

/// <summary>
/// Opens slides. The content of the file decides how it is read, never its name: TIFF pyramids (by page or sub-directory), Aperio SVS with JPEG and
/// flat PNG, JPEG and TIFF images by libvips; JPEG 2000, NDPI, MIRAX and the other scanner formats by OpenSlide where the system has it.
/// </summary>
public static class SlideFile
{
    /// <summary>Opens a slide. A reader serves one thread at a time; open one per worker.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Overrides of the file's metadata.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">FORMAT_UNSUPPORTED: a kind of file that is not read; FILE_TRUNCATED: it ends too early; FORMAT_INVALID: damaged.</exception>
    /// <exception cref="NativeLibraryException">libvips or OpenSlide is needed and absent; the remedy says what to install.</exception>
    public static ISlideReader Open(string path, SlideOpenOptions? options = null)
    {
        options ??= new SlideOpenOptions();
        options.Validate();
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no slide {path}.", path);
        if (options.Backend == SlideBackend.OpenSlide) return OpenSlideReader.Open(path, options, "It was asked for");
        byte[] head = Head(path);
        string name = Path.GetFileName(path);
        if (TiffFile.IsTiff(head)) return OpenTiff(path, options);
        if (IsPng(head) || head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return VipsSlideReader.OpenFlat(path, options);
        if (head.Length >= 132 && head.AsSpan(128, 4).SequenceEqual("DICM"u8))
        {
            throw new DataFormatException(
                $"{name} is a DICOM file; whole-slide DICOM is not read.", "Convert the series to a pyramidal TIFF first, e.g. with QuPath or Bio-Formats bfconvert.", ProblemCodes.FormatUnsupported);
        }

        if (head.Length == 0) throw new DataFormatException($"{name} is empty.", "Copy or export the slide again.", ProblemCodes.FileTruncated);
        if (options.Backend == SlideBackend.Vips || OpenSlideLibrary.Instance is { } library && library.DetectVendor(path) is null || IsText(head) && !IsScannerText(path))
        {
            throw new DataFormatException(
                $"{name} is no slide or image in a format that is read here.",
                "Use TIFF, SVS, PNG or JPEG, or any format of OpenSlide with that library installed.",
                ProblemCodes.FormatUnsupported);
        }

        return OpenSlideReader.Open(path, options, $"{name} is neither TIFF nor PNG nor JPEG");
    }

    private static ISlideReader OpenTiff(string path, SlideOpenOptions options)
    {
        TiffFile tiff = TiffFile.Read(path);
        TiffDirectory first = tiff.Pages[0];
        string? reason = first.IsJpeg2000 ? "Its tiles are JPEG 2000"
            : first.IsNdpi ? "It is a Hamamatsu NDPI file"
            : first.Description.Contains("<iScan", StringComparison.Ordinal) || first.Make.StartsWith("Ventana", StringComparison.OrdinalIgnoreCase) ? "It is a Ventana BIF file"
            : first.Description.Contains("leica-microsystems.com/scn", StringComparison.Ordinal) ? "It is a Leica SCN file"
            : null;
        if (reason is not null && options.Backend == SlideBackend.Auto) return OpenSlideReader.Open(path, options, reason);
        return VipsSlideReader.OpenTiff(path, tiff, options);
    }

    private static bool IsPng(byte[] head) => head.Length >= 8 && head[0] == 0x89 && head.AsSpan(1, 7).SequenceEqual("PNG\r\n\x1a\n"u8);

    private static bool IsText(byte[] head) => head.AsSpan().IndexOfAnyExceptInRange((byte)9, (byte)126) < 0;

    /// <summary>Hamamatsu VMS and VMU are text files that name the images.</summary>
    private static bool IsScannerText(string path) => Path.GetExtension(path).ToUpperInvariant() is ".VMS" or ".VMU";

    private static byte[] Head(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var head = new byte[256];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read];
    }
}
