using System.Globalization;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;

namespace Thca.Pathology.Slides;

/// <summary>Reads a slide through the system's OpenSlide.</summary>
internal sealed class OpenSlideReader : ISlideReader
{
    private readonly OpenSlideLibrary _library;
    private readonly string _name;
    private nint _slide;

    private OpenSlideReader(OpenSlideLibrary library, string name, nint slide, SlideProperties properties) =>
        (_library, _name, _slide, Properties) = (library, name, slide, properties);

    public SlideProperties Properties { get; }

    /// <summary>Opens a slide.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Overrides of the file's metadata.</param>
    /// <param name="reason">Why OpenSlide is needed, for the message when it is absent.</param>
    public static OpenSlideReader Open(string path, SlideOpenOptions options, string reason)
    {
        string name = Path.GetFileName(path);
        OpenSlideLibrary library = OpenSlideLibrary.Instance
            ?? throw new NativeLibraryException($"{name} needs OpenSlide, which is not installed. {reason}.", OpenSlideLibrary.Remedy);
        nint slide = library.Open(path);
        if (slide == 0) throw new DataFormatException($"{name} has a format that OpenSlide does not know.", "Export the slide as a pyramidal TIFF.", ProblemCodes.FormatUnsupported);
        if (library.Error(slide) is { } error)
        {
            library.Close(slide);
            throw new DataFormatException($"{name} cannot be read: {error}", "Copy or export the slide again.");
        }

        return new OpenSlideReader(library, name, slide, Describe(library, slide, options));
    }

    public RgbImage Read(long x, long y, int level, int width, int height)
    {
        ObjectDisposedException.ThrowIf(_slide == 0, this);
        if (level < 0 || level >= Properties.Levels.Count) throw new ArgumentOutOfRangeException(nameof(level), level, $"The slide has levels 0 to {Properties.Levels.Count - 1}.");
        uint[] argb = _library.Read(_slide, x, y, level, width, height);
        if (_library.Error(_slide) is { } error) throw new DataFormatException($"{_name} cannot be read at {x}, {y}: {error}", "Copy or export the slide again.");
        var pixels = new byte[checked(3 * width * height)];
        for (int i = 0; i < argb.Length; i++)
        {
            // Premultiplied, so white shows through by what the pixel lacks in opacity.
            uint value = argb[i], white = 255 - (value >> 24);
            pixels[3 * i] = (byte)Math.Min(255, ((value >> 16) & 255) + white);
            pixels[3 * i + 1] = (byte)Math.Min(255, ((value >> 8) & 255) + white);
            pixels[3 * i + 2] = (byte)Math.Min(255, (value & 255) + white);
        }

        return new RgbImage(width, height, pixels);
    }

    public void Dispose()
    {
        if (_slide != 0) _library.Close(_slide);
        _slide = 0;
    }

    private static SlideProperties Describe(OpenSlideLibrary library, nint slide, SlideOpenOptions options)
    {
        double Number(string name) =>
            double.TryParse(library.Property(slide, name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 ? value : double.NaN;
        var levels = new List<SlideLevel>();
        for (int i = 0; i < library.LevelCount(slide); i++)
        {
            (long width, long height, double downsample) = library.Level(slide, i);
            levels.Add(new SlideLevel(width, height, downsample, downsample));
        }

        var tags = new TiffDirectory
        {
            XResolution = Number("tiff.XResolution"),
            YResolution = Number("tiff.YResolution"),
            ResolutionUnit = library.Property(slide, "tiff.ResolutionUnit") switch { "inch" or null => 2, "centimeter" => 3, _ => 1 },
        };
        var bare = new SlideProperties { Levels = levels, Vendor = library.Property(slide, "openslide.vendor") ?? "" };
        return SlideResolution.Complete(
            bare, options, Number("openslide.mpp-x"), Number("openslide.mpp-y"), "openslide.mpp-x", tags, Number("openslide.objective-power"));
    }
}
