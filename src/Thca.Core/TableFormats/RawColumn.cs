namespace Thca.Core.TableFormats;

/// <summary>A column as a file holds it: text (null = missing), or numbers with a mark for missing ones.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Text">The cells of a text column, else null.</param>
/// <param name="Numbers">The values of a numeric column, else null.</param>
/// <param name="Missing">Which values of a numeric column are absent.</param>
internal sealed record RawColumn(string Name, string?[]? Text, double[]? Numbers = null, bool[]? Missing = null)
{
    public static RawColumn OfNumbers(string name, double?[] cells)
    {
        var numbers = new double[cells.Length];
        var missing = new bool[cells.Length];
        for (int r = 0; r < cells.Length; r++) (numbers[r], missing[r]) = (cells[r] ?? double.NaN, cells[r] is null);
        return new RawColumn(name, null, numbers, missing);
    }
}
