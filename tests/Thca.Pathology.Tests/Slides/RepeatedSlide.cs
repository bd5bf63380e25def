using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Pathology.Slides;

namespace Thca.Pathology.Tests.Slides;

/// <summary>A square slide at 0.25 µm per pixel of any size that repeats one square picture; a second level shows it smaller. It takes the memory of the picture.</summary>
internal sealed class RepeatedSlide : ISlideReader
{
    private readonly RgbImage[] _pictures;

    /// <param name="picture">The picture.</param>
    /// <param name="side">Columns and rows of the slide, a multiple of the picture's.</param>
    /// <param name="step">Downsample of the second level; divides the picture's side.</param>
    public RepeatedSlide(RgbImage picture, int side, int step)
    {
        _pictures = [picture, ImageScaling.Resize(picture, picture.Width / step, picture.Height / step)];
        Properties = new SlideProperties { Levels = [new SlideLevel(side, side, 1, 1), new SlideLevel(side / step, side / step, step, step)], MppX = 0.25, MppY = 0.25, ResolutionSource = "test" };
    }

    public SlideProperties Properties { get; }

    public RgbImage Read(long x, long y, int level, int width, int height)
    {
        RgbImage picture = _pictures[level], result = RgbImage.White(width, height);
        SlideLevel at = Properties.Levels[level];
        long left = (long)Math.Round(x / at.DownsampleX), top = (long)Math.Round(y / at.DownsampleY);
        for (long row = Math.Max(0, top); row < Math.Min(at.Height, top + height); row++)
        {
            ReadOnlySpan<byte> source = picture.Row((int)(row % picture.Height));
            long end = Math.Min(at.Width, left + width);
            for (long column = Math.Max(0, left); column < end;)
            {
                int from = (int)(column % picture.Width), count = (int)Math.Min(picture.Width - from, end - column);
                source.Slice(3 * from, 3 * count).CopyTo(result.Pixels.AsSpan((int)(3 * ((row - top) * width + column - left))));
                column += count;
            }
        }

        return result;
    }

    public void Dispose()
    {
    }
}
