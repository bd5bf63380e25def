using Thca.Core.Histology;

namespace Thca.Pathology.Detection.Merging;

/// <summary>
/// The tiles and removals of TIAToolbox 1.6's nucleus instance segmentor: a grid of 984-pixel tiles, then strips and crosses over the seams; instances near
/// flagged sides are dropped so that those of the next set replace them.
/// </summary>
internal sealed class TiaToolboxMerge
{
    private const int TileSize = 984, Margin = 128;

    private readonly List<Nucleus> _kept = [];

    /// <summary>What survived so far.</summary>
    public IReadOnlyList<Nucleus> Kept => _kept;

    /// <summary>All tiles of an image in order of their sets.</summary>
    public static IReadOnlyList<TiaToolboxTile> Tiles(int width, int height)
    {
        if (width <= TileSize && height <= TileSize) return [new TiaToolboxTile(0, new PixelBox(0, 0, TileSize, TileSize), false, false, false, false)];
        List<TiaToolboxTile> grid = [], vertical = [], horizontal = [], crosses = [];
        for (int y = 0; y < height; y += TileSize)
        {
            for (int x = 0; x < width; x += TileSize)
            {
                var box = new PixelBox(x, y, x + TileSize, y + TileSize);
                bool top = box.Y0 > 0, left = box.X0 > 0, bottom = box.Y1 < height, right = box.X1 < width;
                grid.Add(new TiaToolboxTile(0, box, top, bottom, left, right));
                if (right) vertical.Add(new TiaToolboxTile(1, new PixelBox(box.X1 - Margin, box.Y0, box.X1 + Margin, box.Y1), top, bottom, false, false));
                if (bottom) horizontal.Add(new TiaToolboxTile(2, new PixelBox(box.X0, box.Y1 - Margin, box.X1, box.Y1 + Margin), false, false, left, right));
                if (right && bottom) crosses.Add(new TiaToolboxTile(3, new PixelBox(box.X1 - 2 * Margin, box.Y1 - 2 * Margin, box.X1 + 2 * Margin, box.Y1 + 2 * Margin), true, true, true, true));
            }
        }

        return [.. grid, .. vertical, .. horizontal, .. crosses];
    }

    /// <summary>Adds the nuclei of all tiles of a set, in slide coordinates of the detector's grid.</summary>
    public void AddSet(IReadOnlyList<(TiaToolboxTile Tile, IReadOnlyList<Nucleus> Nuclei)> tiles)
    {
        foreach ((TiaToolboxTile tile, _) in tiles)
        {
            if (tile.Set == 3) _kept.RemoveAll(n => CrossesInnerSquare(n.Box, tile.Box));
        }

        foreach ((TiaToolboxTile tile, IReadOnlyList<Nucleus> nuclei) in tiles) _kept.AddRange(nuclei.Where(n => !IsDropped(n.Box, tile)));
    }

    private static bool IsDropped(PixelBox box, TiaToolboxTile tile)
    {
        PixelBox t = tile.Box;
        (PixelBox Band, PixelBox Edge, bool Flag)[] sides =
        [
            (new(t.X0, t.Y0, t.X1, t.Y0 + Margin), new(t.X0, t.Y0, t.X1, t.Y0 + 1), tile.Top),
            (new(t.X0, t.Y1 - Margin, t.X1, t.Y1), new(t.X0, t.Y1 - 1, t.X1, t.Y1), tile.Bottom),
            (new(t.X0, t.Y0, t.X0 + Margin, t.Y1), new(t.X0, t.Y0, t.X0 + 1, t.Y1), tile.Left),
            (new(t.X1 - Margin, t.Y0, t.X1, t.Y1), new(t.X1 - 1, t.Y0, t.X1, t.Y1), tile.Right),
        ];
        return tile.Set switch
        {
            0 => sides.Any(s => s.Flag && Inside(box, s.Band)),
            3 => sides.Any(s => Inside(box, s.Band)),
            _ => sides.Any(s => Intersects(box, s.Flag ? s.Band : s.Edge)),
        };
    }

    private static bool CrossesInnerSquare(PixelBox box, PixelBox tile)
    {
        int x0 = tile.X0 + Margin, y0 = tile.Y0 + Margin, x1 = tile.X1 - Margin, y1 = tile.Y1 - Margin;
        bool acrossX = box.X0 <= x1 && box.X1 >= x0, acrossY = box.Y0 <= y1 && box.Y1 >= y0;
        return (acrossX && (Holds(box.Y0, box.Y1, y0) || Holds(box.Y0, box.Y1, y1))) || (acrossY && (Holds(box.X0, box.X1, x0) || Holds(box.X0, box.X1, x1)));
    }

    private static bool Holds(int from, int to, int line) => from <= line && line <= to;

    private static bool Inside(PixelBox a, PixelBox b) => a.X0 >= b.X0 && a.X1 <= b.X1 && a.Y0 >= b.Y0 && a.Y1 <= b.Y1;

    private static bool Intersects(PixelBox a, PixelBox b) => a.X0 < b.X1 && a.X1 > b.X0 && a.Y0 < b.Y1 && a.Y1 > b.Y0;
}
