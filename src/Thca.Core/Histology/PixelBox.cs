namespace Thca.Core.Histology;

/// <summary>An axis-aligned rectangle of pixels, half open: x1 and y1 are the first column and row outside.</summary>
/// <param name="X0">First column.</param>
/// <param name="Y0">First row.</param>
/// <param name="X1">Column after the last.</param>
/// <param name="Y1">Row after the last.</param>
public readonly record struct PixelBox(int X0, int Y0, int X1, int Y1)
{
    /// <summary>Columns.</summary>
    public int Width => X1 - X0;

    /// <summary>Rows.</summary>
    public int Height => Y1 - Y0;

    /// <summary>Whether a point lies inside, as floor(x), floor(y) would.</summary>
    public bool Contains(double x, double y) => x >= X0 && x < X1 && y >= Y0 && y < Y1;
}
