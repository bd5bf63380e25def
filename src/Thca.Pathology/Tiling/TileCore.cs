using Thca.Core.Histology;

namespace Thca.Pathology.Tiling;

/// <summary>One square of the grid that covers a slide. It owns every nucleus whose centroid lies in it.</summary>
/// <param name="Id">Number of the core along rows of cores, empty ones counted: row · columns + column.</param>
/// <param name="Column">Its column.</param>
/// <param name="Row">Its row.</param>
/// <param name="Box">The square on the processing grid, half open; may overhang the slide to the right and below.</param>
/// <param name="Coverage">Share of its area that is tissue, 0 to 1.</param>
public sealed record TileCore(int Id, int Column, int Row, PixelBox Box, double Coverage)
{
    /// <summary>The core grown by the margin on every side: what is read for it, apart from the patches' own context.</summary>
    public PixelBox Window => new(Box.X0 - TilingOptions.Margin, Box.Y0 - TilingOptions.Margin, Box.X1 + TilingOptions.Margin, Box.Y1 + TilingOptions.Margin);

    /// <summary>Whether the core owns a position of the processing grid.</summary>
    public bool Owns(double x, double y) => Box.Contains(x, y);
}
