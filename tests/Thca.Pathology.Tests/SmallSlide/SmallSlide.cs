using Thca.Core.Randomness;
using Thca.Phantoms.Histology;

namespace Thca.Pathology.Tests.SmallSlide;

/// <summary>The slide of the whole-run tests, 4096 x 4096 at 0.25 µm per pixel: two pieces of tissue, 15 % glass, a stroke of a pen in the lane between them.</summary>
internal static class SmallSlide
{
    public const int Side = 4096;

    /// <summary>Column of the pen's stroke, which runs from top to bottom but for a tenth.</summary>
    public const double PenAt = 0.725, PenWidth = 80;

    /// <summary>The large piece lies over the middle column, the small one touches the right border.</summary>
    public static HistologyPhantom Create() => new(
        new HistologyOptions
        {
            Width = Side, Height = Side, Density = 0.0006, Gaps = false,
            Islands = [new HistologyIsland(0.3, 0.5, 0.365, 0.75), new HistologyIsland(1.25, 0.5, 0.47, 2)],
            Pen = [new PenStroke(PenAt, 0.1, PenAt, 0.9, PenWidth)],
        },
        new RandomSeed(42), "small-slide");
}
