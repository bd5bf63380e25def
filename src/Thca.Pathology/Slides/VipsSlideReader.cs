using NetVips;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;

namespace Thca.Pathology.Slides;

/// <summary>Reads TIFF pyramids and flat images through libvips. Each level is opened when it is first read.</summary>
internal sealed class VipsSlideReader : ISlideReader
{
    /// <summary>Rows fetched at once: libvips and its binding each hold a copy of what is fetched.</summary>
    private const int BandRows = 512;

    private readonly string _path;
    private readonly Func<int, Image> _open;
    private readonly (Image Image, Region Region)?[] _levels;

    private VipsSlideReader(string path, SlideProperties properties, Func<int, Image> open)
    {
        (_path, Properties, _open) = (path, properties, open);
        _levels = new (Image, Region)?[properties.Levels.Count];
    }

    public SlideProperties Properties { get; }

    /// <summary>A TIFF file whose directories are known. Pages that are not a smaller copy of the first (label, macro, thumbnail) are no levels.</summary>
    public static VipsSlideReader OpenTiff(string path, TiffFile tiff, SlideOpenOptions options)
    {
        TiffDirectory first = tiff.Pages[0];
        Check(first, path);
        bool bySubDirectory = tiff.SubPages.Count > 0;
        var levels = new List<(TiffDirectory Page, int? Number, int? SubDirectory)> { (first, 0, null) };
        IReadOnlyList<TiffDirectory> candidates = bySubDirectory ? tiff.SubPages : tiff.Pages;
        for (int i = bySubDirectory ? 0 : 1; i < candidates.Count; i++)
            if (IsLevel(candidates[i], levels[^1].Page, first)) levels.Add((candidates[i], bySubDirectory ? 0 : i, bySubDirectory ? i : null));
        foreach ((TiffDirectory page, _, _) in levels) TiffFile.RequireComplete(page, path);
        (double mpp, double power) = first.IsAperio ? SlideResolution.Aperio(first.Description) : (double.NaN, double.NaN);
        SlideProperties properties = SlideResolution.Complete(
            Bare(levels.Select(l => (l.Page.Width, l.Page.Height)), first.IsAperio ? "aperio" : "tiff"), options, mpp, mpp, "aperio.MPP", first, power);
        return new VipsSlideReader(path, properties, level => Image.Tiffload(
            path, page: levels[level].Number, subifd: levels[level].SubDirectory, access: Enums.Access.Random, failOn: Enums.FailOn.Error, revalidate: true));
    }

    /// <summary>A PNG or JPEG image: one level.</summary>
    public static VipsSlideReader OpenFlat(string path, SlideOpenOptions options)
    {
        Image Load(int level) => Image.NewFromFile(path, access: Enums.Access.Random, failOn: Enums.FailOn.Truncated, kwargs: new VOption { { "revalidate", true } });
        using Image image = Guard(path, () => Load(0));
        SlideProperties properties = SlideResolution.Complete(Bare([(image.Width, image.Height)], "image"), options, double.NaN, double.NaN, "", null, double.NaN);
        return new VipsSlideReader(path, properties, Load);
    }

    public RgbImage Read(long x, long y, int level, int width, int height)
    {
        ObjectDisposedException.ThrowIf(_levels is null, this);
        if (level < 0 || level >= _levels.Length) throw new ArgumentOutOfRangeException(nameof(level), level, $"The slide has levels 0 to {_levels.Length - 1}.");
        RgbImage result = RgbImage.White(width, height);
        SlideLevel at = Properties.Levels[level];
        long left = (long)Math.Round(x / at.DownsampleX), top = (long)Math.Round(y / at.DownsampleY);
        int x0 = (int)Math.Clamp(-left, 0, width), x1 = (int)Math.Clamp(at.Width - left, 0, width);
        int y0 = (int)Math.Clamp(-top, 0, height), y1 = (int)Math.Clamp(at.Height - top, 0, height);
        if (x1 <= x0 || y1 <= y0) return result;
        int stride = 3 * (x1 - x0);
        for (int from = y0; from < y1; from += BandRows)
        {
            int rows = Math.Min(BandRows, y1 - from);
            byte[] band = Guard(_path, () => Level(level).Region.Fetch((int)(left + x0), (int)(top + from), x1 - x0, rows));
            for (int row = 0; row < rows; row++) band.AsSpan(row * stride, stride).CopyTo(result.Pixels.AsSpan(3 * ((from + row) * width + x0)));
        }

        return result;
    }

    public void Dispose()
    {
        for (int i = 0; i < _levels.Length; i++)
        {
            _levels[i]?.Region.Dispose();
            _levels[i]?.Image.Dispose();
            _levels[i] = null;
        }
    }

    /// <summary>Runs a call into libvips and turns its errors into ours.</summary>
    internal static T Guard<T>(string path, Func<T> call)
    {
        string name = Path.GetFileName(path);
        try
        {
            return call();
        }
        catch (VipsException exception)
        {
            string reason = string.Join("; ", exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct());
            throw new DataFormatException($"{name} cannot be read: {reason}", "Copy or export the image again.", ProblemCodes.FormatInvalid, exception);
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException)
        {
            throw new NativeLibraryException("libvips cannot be loaded.", "Add the package NetVips.Native.linux-x64 (or that of your platform) to the application, or install libvips 8.10 or newer.", exception);
        }
    }

    private (Image Image, Region Region) Level(int level)
    {
        if (_levels[level] is { } open) return open;
        using Image raw = _open(level);
        Image image = EightBitColour(raw);
        (Image, Region) result = (image, Region.New(image));
        _levels[level] = result;
        return result;
    }

    /// <summary>Grey, 16-bit, palette and transparent images as 8-bit red, green and blue over white.</summary>
    private static Image EightBitColour(Image raw)
    {
        Image colour = raw.Colourspace(Enums.Interpretation.Srgb);
        if (!colour.HasAlpha()) return colour.Bands == 3 ? colour : colour.ExtractBand(0, n: 3);
        using (colour) return colour.Flatten(background: [255, 255, 255]);
    }

    private static bool IsLevel(TiffDirectory page, TiffDirectory previous, TiffDirectory first)
    {
        if (page.Width >= previous.Width || page.Height >= previous.Height || page.Width < 1 || page.Height < 1 || page.IsTiled != first.IsTiled) return false;
        double factor = (double)first.Width / page.Width;
        return Math.Abs(first.Height / factor - page.Height) <= Math.Max(2, 0.01 * page.Height);
    }

    private static void Check(TiffDirectory page, string path)
    {
        string name = Path.GetFileName(path);
        if (page.Width < 1 || page.Height < 1 || page.Width > 10_000_000 || page.Height > 10_000_000)
            throw new DataFormatException($"{name} claims {page.Width} x {page.Height} pixels.", "Export the slide again.");
        if (page.SampleFormat is 3 or 2 || page.BitsPerSample is not (1 or 2 or 4 or 8 or 16))
        {
            throw new DataFormatException(
                $"{name} has {page.BitsPerSample}-bit samples of format {page.SampleFormat}; colour images have 8 or 16 unsigned bits.", "Export the slide as 8-bit RGB.", ProblemCodes.FormatUnsupported);
        }

        if (page.IsJpeg2000) throw new DataFormatException($"The tiles of {name} are JPEG 2000, which libvips does not read here.", OpenSlideLibrary.Remedy, ProblemCodes.FormatUnsupported);
    }

    private static SlideProperties Bare(IEnumerable<(long Width, long Height)> sizes, string vendor)
    {
        (long Width, long Height)[] all = [.. sizes];
        return new SlideProperties { Levels = [.. all.Select(s => new SlideLevel(s.Width, s.Height, (double)all[0].Width / s.Width, (double)all[0].Height / s.Height))], Vendor = vendor };
    }
}
