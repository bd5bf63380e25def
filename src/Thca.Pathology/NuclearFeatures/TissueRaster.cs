using Thca.Pathology.Tissue;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>Where tissue lies: a raster of square cells over the slide, from its top-left corner. Areas and edge corrections come from it.</summary>
public sealed class TissueRaster
{
    private readonly bool[] _inside;

    /// <summary>Wraps a raster; the array is not copied.</summary>
    /// <param name="width">Cells per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="cell">Side of a cell, µm.</param>
    /// <param name="inside">Whether each cell is tissue, row by row.</param>
    /// <exception cref="ArgumentException">The array has another length, or a side is not above 0.</exception>
    public TissueRaster(int width, int height, double cell, bool[] inside)
    {
        if (width < 1 || height < 1 || !(cell > 0) || inside.Length != (long)width * height)
            throw new ArgumentException(FormattableString.Invariant($"A raster of {width} x {height} cells of {cell} um needs as many values; got {inside.Length}."), nameof(inside));
        (Width, Height, Cell, _inside) = (width, height, cell, inside);
        CellCount = inside.LongCount(i => i);
    }

    /// <summary>Cells per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Side of a cell, µm.</summary>
    public double Cell { get; }

    /// <summary>Number of cells that are tissue.</summary>
    public long CellCount { get; }

    /// <summary>Area of the tissue, mm².</summary>
    public double AreaMm2 => CellCount * Cell * Cell * 1e-6;

    /// <summary>A raster that is tissue everywhere, for slides whose tissue is not known.</summary>
    /// <param name="widthUm">Width of the slide, µm.</param>
    /// <param name="heightUm">Height of the slide, µm.</param>
    /// <param name="cell">Side of a cell, µm.</param>
    public static TissueRaster Full(double widthUm, double heightUm, double cell = 8)
    {
        int width = Math.Max(1, (int)Math.Round(widthUm / cell)), height = Math.Max(1, (int)Math.Round(heightUm / cell));
        var inside = new bool[checked(width * height)];
        Array.Fill(inside, true);
        return new TissueRaster(width, height, cell, inside);
    }

    /// <summary>The raster of a tissue mask, with square cells as wide as the mask's pixels.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="inFocusOnly">Whether tissue out of focus is left out, where the focus is known.</param>
    public static TissueRaster Of(TissueMask mask, bool inFocusOnly = false)
    {
        int height = Math.Max(1, (int)Math.Round(mask.Height * mask.MppY / mask.MppX));
        var inside = new bool[checked(mask.Width * height)];
        ReadOnlySpan<int> labels = mask.Labels;
        FocusMap? focus = inFocusOnly ? mask.Focus : null;
        for (int row = 0; row < height; row++)
        {
            int from = Math.Min(mask.Height - 1, (int)((row + 0.5) * mask.MppX / mask.MppY));
            for (int column = 0; column < mask.Width; column++)
                inside[row * mask.Width + column] = labels[from * mask.Width + column] > 0 && focus?.IsBlurredAt((column + 0.5) * mask.MppX, (from + 0.5) * mask.MppY) != true;
        }

        return new TissueRaster(mask.Width, height, mask.MppX, inside);
    }

    /// <summary>Whether a cell, by column and row, is tissue; false outside the raster.</summary>
    public bool this[int column, int row] => column >= 0 && column < Width && row >= 0 && row < Height && _inside[row * Width + column];

    /// <summary>Whether a place is tissue.</summary>
    /// <param name="x">µm from the left.</param>
    /// <param name="y">µm from the top.</param>
    public bool Contains(double x, double y) => this[(int)Math.Floor(x / Cell), (int)Math.Floor(y / Cell)];

    /// <summary>Tissue area within a distance of a place, µm²: the cells whose centre lies there.</summary>
    /// <param name="x">µm from the left.</param>
    /// <param name="y">µm from the top.</param>
    /// <param name="radius">µm.</param>
    public double AreaWithin(double x, double y, double radius)
    {
        int count = 0;
        double cx = x / Cell - 0.5, cy = y / Cell - 0.5, r = radius / Cell;
        int top = Math.Max(0, (int)Math.Ceiling(cy - r)), bottom = Math.Min(Height - 1, (int)Math.Floor(cy + r));
        for (int row = top; row <= bottom; row++)
        {
            double half = Math.Sqrt(Math.Max(0, r * r - (row - cy) * (row - cy)));
            int from = Math.Max(0, (int)Math.Ceiling(cx - half)), to = Math.Min(Width - 1, (int)Math.Floor(cx + half));
            for (int column = from; column <= to; column++) count += _inside[row * Width + column] ? 1 : 0;
        }

        return count * Cell * Cell;
    }
}
