using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>A piece of a slide on the detector's grid with all nuclei that lie in it marked, ready for pixel features.</summary>
public sealed class NucleusWindow
{
    private readonly bool[] _occupied;

    /// <summary>Marks the nuclei of a window.</summary>
    /// <param name="image">The pixels after stain normalisation.</param>
    /// <param name="origin">The window's first column and row on the grid.</param>
    /// <param name="slide">The slide's extent on the grid: pixels outside are no surroundings.</param>
    /// <param name="outlines">Outlines on the grid of every nucleus that reaches into the window.</param>
    public NucleusWindow(RgbImage image, PixelPoint origin, PixelBox slide, IEnumerable<IReadOnlyList<PixelPoint>> outlines)
    {
        (Image, Box, Slide) = (image, new PixelBox(origin.X, origin.Y, origin.X + image.Width, origin.Y + image.Height), slide);
        _occupied = new bool[image.Width * image.Height];
        var mask = Array.Empty<byte>();
        foreach (IReadOnlyList<PixelPoint> outline in outlines)
        {
            PixelBox box = Intersect(ContourFill.BoxOf(outline), Box);
            if (box.Width <= 0 || box.Height <= 0) continue;
            int size = box.Width * box.Height;
            if (mask.Length < size) mask = new byte[size];
            Span<byte> inside = mask.AsSpan(0, size);
            inside.Clear();
            ContourFill.Fill(outline, box, inside);
            for (int y = 0; y < box.Height; y++)
            {
                Span<bool> row = _occupied.AsSpan((box.Y0 + y - Box.Y0) * image.Width + box.X0 - Box.X0, box.Width);
                ReadOnlySpan<byte> from = inside.Slice(y * box.Width, box.Width);
                for (int x = 0; x < row.Length; x++) row[x] |= from[x] != 0;
            }
        }
    }

    /// <summary>The pixels.</summary>
    public RgbImage Image { get; }

    /// <summary>The window on the grid.</summary>
    public PixelBox Box { get; }

    /// <summary>The slide's extent on the grid.</summary>
    public PixelBox Slide { get; }

    /// <summary>Whether pixels, counted row by row, belong to a nucleus.</summary>
    internal ReadOnlySpan<bool> Occupied => _occupied;

    internal static PixelBox Intersect(PixelBox a, PixelBox b) => new(Math.Max(a.X0, b.X0), Math.Max(a.Y0, b.Y0), Math.Min(a.X1, b.X1), Math.Min(a.Y1, b.Y1));
}
