using Thca.Core.Contracts;
using Thca.Core.Histology;

namespace Thca.Pathology.Tests.Detection;

/// <summary>A white slide of any size that takes no memory.</summary>
internal sealed class BlankSlide(int width, int height, double mpp = 0.25) : ISlideReader
{
    public SlideProperties Properties { get; } = new() { Levels = [new SlideLevel(width, height, 1, 1)], MppX = mpp, MppY = mpp, ResolutionSource = "test" };

    public RgbImage Read(long x, long y, int level, int width, int height) => RgbImage.White(width, height);

    public void Dispose()
    {
    }
}
