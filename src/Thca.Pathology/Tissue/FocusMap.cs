namespace Thca.Pathology.Tissue;

/// <summary>Where the tissue of a slide is out of focus: square cells of <see cref="CellUm"/> from the slide's top-left corner.</summary>
public sealed class FocusMap
{
    /// <summary>Side of a cell, µm.</summary>
    public const double CellUm = 256;

    /// <summary>A cell that is not tissue and was not checked.</summary>
    public const char NotTissue = '.';

    /// <summary>A cell in focus.</summary>
    public const char Sharp = 's';

    /// <summary>A cell out of focus.</summary>
    public const char Blurred = 'b';

    /// <summary>Wraps the cells.</summary>
    /// <param name="rows">One text per row of cells, one of the three characters per cell.</param>
    /// <exception cref="ArgumentException">Rows differ in length, or hold another character.</exception>
    public FocusMap(IReadOnlyList<string> rows)
    {
        if (rows.Any(r => r.Length != rows[0].Length || r.AsSpan().ContainsAnyExcept(NotTissue, Sharp, Blurred)))
            throw new ArgumentException($"A map of focus has rows of equal length made of '{NotTissue}', '{Sharp}' and '{Blurred}'.", nameof(rows));
        Rows = rows;
        BlurredCells = rows.Sum(r => r.Count(c => c == Blurred));
        Cells = BlurredCells + rows.Sum(r => r.Count(c => c == Sharp));
    }

    /// <summary>The cells, a text per row.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>Number of cells that were checked: those of which at least half is tissue.</summary>
    public int Cells { get; }

    /// <summary>Number of cells out of focus.</summary>
    public int BlurredCells { get; }

    /// <summary>Share of the checked cells that are out of focus, 0 to 1; NaN without any.</summary>
    public double BlurredFraction => Cells == 0 ? double.NaN : (double)BlurredCells / Cells;

    /// <summary>Whether a place lies in a cell out of focus.</summary>
    /// <param name="x">µm from the slide's left.</param>
    /// <param name="y">µm from the slide's top.</param>
    public bool IsBlurredAt(double x, double y)
    {
        double column = Math.Floor(x / CellUm), row = Math.Floor(y / CellUm);
        return row >= 0 && row < Rows.Count && column >= 0 && column < Rows[0].Length && Rows[(int)row][(int)column] == Blurred;
    }
}
