using Thca.Core.Contracts;
using Thca.Core.Histology;

namespace Thca.Pathology.Tests.Slides;

/// <summary>A slide of one level that lies in memory.</summary>
internal sealed class MemorySlide(RgbImage image, double mpp) : ISlideReader
{
    public SlideProperties Properties { get; } = new() { Levels = [new SlideLevel(image.Width, image.Height, 1, 1)], MppX = mpp, MppY = mpp, ResolutionSource = "test" };

    public RgbImage Read(long x, long y, int level, int width, int height)
    {
        RgbImage result = RgbImage.White(width, height);
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++)
            {
                long sx = x + column, sy = y + row;
                if (sx < 0 || sy < 0 || sx >= image.Width || sy >= image.Height) continue;
                image.Pixels.AsSpan(3 * (int)(sy * image.Width + sx), 3).CopyTo(result.Pixels.AsSpan(3 * (row * width + column)));
            }

        return result;
    }

    public void Dispose()
    {
    }
}
