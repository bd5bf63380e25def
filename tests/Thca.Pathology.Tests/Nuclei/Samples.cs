using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Tests.Nuclei;

/// <summary>Small made-up nuclei.</summary>
internal static class Samples
{
    public static NucleusTableHeader Header { get; } = new() { Slide = new SlideId("S 01"), MppX = 0.25, MppY = 0.5, GridPixelArea = 0.125 };

    /// <summary>A nucleus whose outline is given, as x, y, x, y, …</summary>
    public static Nucleus Nucleus(int id, NucleusType type, params int[] outline)
    {
        PixelPoint[] contour = [.. Enumerable.Range(0, outline.Length / 2).Select(i => new PixelPoint(outline[2 * i], outline[2 * i + 1]))];
        PixelBox box = ContourFill.BoxOf(contour);
        var mask = new byte[box.Width * box.Height];
        ContourFill.Fill(contour, box, mask);
        int[] inside = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i] != 0)];
        return new Nucleus
        {
            Id = id, Box = box, Contour = contour, Type = type, AreaPixels = inside.Length, Probability = 0.75,
            CentroidX = box.X0 + inside.Average(i => i % box.Width), CentroidY = box.Y0 + inside.Average(i => i / box.Width),
        };
    }

    /// <summary>A square of a side in pixels.</summary>
    public static Nucleus Square(int id, NucleusType type, int x, int y, int side) =>
        Nucleus(id, type, x, y, x, y + side - 1, x + side - 1, y + side - 1, x + side - 1, y);

    /// <summary>Any number of nuclei, made when asked for.</summary>
    public static IEnumerable<Nucleus> Many(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return Square(i, (NucleusType)(1 + i % 5), 20 * (i % 1000), 20 * (i / 1000), 8 + i % 7) with
            {
                Votes = [0, 5, 4, 3, 2, 1], MeanNuclearProbability = 0.9, RegionId = 1, Core = i / 1000, Flags = NucleusFlags.Small,
            };
        }
    }
}
