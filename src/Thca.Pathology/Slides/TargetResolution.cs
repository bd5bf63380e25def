using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;

namespace Thca.Pathology.Slides;

/// <summary>
/// Reads a slide on the pixel grid of a wanted resolution, e.g. the detector's 0.25 µm, whatever resolution it was scanned at. Area averaging where
/// the level is finer than wanted, bicubic where it is coarser. A pixel of the grid has the same value in every window that holds it.
/// </summary>
public static class TargetResolution
{
    private const long LargestSourceWindow = 24_000_000;

    /// <summary>Columns and rows of the whole slide at a resolution: size · mpp / target, rounded.</summary>
    /// <param name="slide">A slide of known resolution.</param>
    /// <param name="mpp">Wanted micrometres per pixel.</param>
    public static (int Width, int Height) Size(SlideProperties slide, double mpp) =>
        (Math.Max(1, (int)Math.Round(slide.Width * slide.MppX / mpp)), Math.Max(1, (int)Math.Round(slide.Height * slide.MppY / mpp)));

    /// <summary>The level to read: the coarsest that is, rounded to 3 decimals, no coarser than wanted on both axes; level 0 where all are coarser.</summary>
    /// <param name="slide">A slide of known resolution.</param>
    /// <param name="mpp">Wanted micrometres per pixel.</param>
    public static int Level(SlideProperties slide, double mpp)
    {
        int best = 0;
        for (int i = 1; i < slide.Levels.Count; i++)
        {
            SlideLevel level = slide.Levels[i];
            if (Scale(slide.MppX, level.DownsampleX, mpp) <= 1 && Scale(slide.MppY, level.DownsampleY, mpp) <= 1 && level.DownsampleX > slide.Levels[best].DownsampleX) best = i;
        }

        return best;
    }

    /// <summary>Whether the wanted resolution is finer than the slide, so that pixels are made up in between.</summary>
    /// <param name="slide">A slide of known resolution.</param>
    /// <param name="mpp">Wanted micrometres per pixel.</param>
    public static bool Upsamples(SlideProperties slide, double mpp) => Scale(slide.MppX, 1, mpp) > 1 || Scale(slide.MppY, 1, mpp) > 1;

    /// <summary>Reads a window of the wanted grid; white outside the slide.</summary>
    /// <param name="reader">The slide; its resolution must be known.</param>
    /// <param name="mpp">Wanted micrometres per pixel.</param>
    /// <param name="x">First column of the window on the wanted grid; may be negative.</param>
    /// <param name="y">First row of the window on the wanted grid; may be negative.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="ct">Cancels between blocks.</param>
    /// <exception cref="DataFormatException">MPP_UNKNOWN, or the file is damaged there.</exception>
    public static RgbImage Read(ISlideReader reader, double mpp, long x, long y, int width, int height, CancellationToken ct = default)
    {
        SlideProperties slide = reader.Properties;
        SlideChecks.RequireResolution(slide, "The slide");
        int index = Level(slide, mpp);
        SlideLevel level = slide.Levels[index];
        double sx = Scale(slide.MppX, level.DownsampleX, mpp), sy = Scale(slide.MppY, level.DownsampleY, mpp);
        if (sx == 1 && sy == 1) return reader.Read((long)Math.Round(x * level.DownsampleX), (long)Math.Round(y * level.DownsampleY), index, width, height);
        var horizontal = new ScalingTaps(mpp / (slide.MppX * level.DownsampleX), x, width);
        var result = new byte[checked(3 * width * height)];
        long sourceWidth = horizontal.Length;
        int band = (int)Math.Clamp(LargestSourceWindow / sourceWidth * (slide.MppY * level.DownsampleY) / mpp, 1, height);
        for (int top = 0; top < height; top += band)
        {
            ct.ThrowIfCancellationRequested();
            int rows = Math.Min(band, height - top);
            var vertical = new ScalingTaps(mpp / (slide.MppY * level.DownsampleY), y + top, rows);
            RgbImage source = reader.Read(
                (long)Math.Round(horizontal.Start * level.DownsampleX), (long)Math.Round(vertical.Start * level.DownsampleY), index, horizontal.Length, vertical.Length);
            ImageScaling.Apply(source, horizontal, vertical, result.AsSpan(3 * top * width, 3 * rows * width));
        }

        return new RgbImage(width, height, result);
    }

    /// <summary>Reads the whole slide at a coarse resolution, in bands, so that memory is bounded by the result.</summary>
    /// <param name="reader">The slide; its resolution must be known.</param>
    /// <param name="mpp">Wanted micrometres per pixel, e.g. 8.</param>
    /// <param name="ct">Cancels between bands.</param>
    /// <exception cref="DataFormatException">MPP_UNKNOWN, or the file is damaged.</exception>
    public static RgbImage Thumbnail(ISlideReader reader, double mpp, CancellationToken ct = default)
    {
        SlideChecks.RequireResolution(reader.Properties, "The slide");
        (int width, int height) = Size(reader.Properties, mpp);
        return Read(reader, mpp, 0, 0, width, height, ct);
    }

    private static double Scale(double mpp, double downsample, double target) => Math.Round(mpp * downsample / target, 3);
}
