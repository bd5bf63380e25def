using Thca.Core.Errors;
using Thca.Core.Files;

namespace Thca.Core.Tables;

/// <summary>
/// A table of text: a header and rows of cells exactly as they stand in the file. Nothing is read as a number or a date, so leading zeros
/// stay; a missing cell is empty. Immutable.
/// </summary>
public sealed class TextTable
{
    private readonly string[][] _rows;
    private readonly Dictionary<string, int> _index;
    private readonly Lazy<bool> _usesDecimalComma;

    /// <summary>Creates a table.</summary>
    /// <param name="header">Column names, unique, not empty.</param>
    /// <param name="rows">Rows with one cell per column.</param>
    /// <param name="source">Name for messages, e.g. the file.</param>
    /// <param name="delimiter">Character between cells in the file the table came from.</param>
    /// <exception cref="TableException">A column name is empty or repeats, or a row has another number of cells.</exception>
    public TextTable(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, string source = "table", char delimiter = ',')
    {
        (Header, Source, Delimiter) = ([.. header], source, delimiter);
        _index = IndexOf(Header, source);
        _rows = [.. rows.Select((row, r) => row.Count == Header.Count ? row as string[] ?? [.. row] : throw Ragged(source, r, row.Count, Header.Count))];
        _usesDecimalComma = new Lazy<bool>(() => DecimalComma.IsUsed(this));
    }

    /// <summary>Column names in order.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Number of rows, without the header.</summary>
    public int RowCount => _rows.Length;

    /// <summary>Name of the file or stream, for messages.</summary>
    public string Source { get; }

    /// <summary>Character between cells in the file the table came from.</summary>
    public char Delimiter { get; }

    /// <summary>Whether numbers have a decimal comma: a file separated by semicolons or tabs with cells such as <c>1,5</c>.</summary>
    /// <exception cref="TableException">Cells with decimal comma and with decimal point both occur.</exception>
    public bool UsesDecimalComma => _usesDecimalComma.Value;

    /// <summary>Text of one cell; empty when missing.</summary>
    public string this[int row, int column] => _rows[row][column];

    /// <summary>Text of one cell; empty when missing.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public string this[int row, string column] => _rows[row][RequireColumn(column)];

    /// <summary>The cells of one row. Not to be changed.</summary>
    public IReadOnlyList<string> Row(int row) => _rows[row];

    /// <summary>The cells of one column, from top to bottom.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public string[] Column(string name)
    {
        int column = RequireColumn(name);
        return Array.ConvertAll(_rows, row => row[column]);
    }

    /// <summary>Position of a column, or null when there is none of that name.</summary>
    public int? Find(string name) => _index.TryGetValue(name, out int column) ? column : null;

    /// <summary>Position of a column.</summary>
    /// <exception cref="TableException">There is no such column; a similar name is suggested.</exception>
    public int RequireColumn(string name)
    {
        if (_index.TryGetValue(name, out int column)) return column;
        string? similar = Header.FirstOrDefault(h => string.Equals(h.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));
        string remedy = similar is null
            ? $"Columns: {string.Join(", ", Header.Take(12))}{(Header.Count > 12 ? ", …" : "")}."
            : $"There is '{similar}': column names must be equal to the letter.";
        throw new TableException($"{Source} has no column '{name}'.", remedy);
    }

    /// <summary>The number in one cell; NaN when the cell is empty or says NaN.</summary>
    /// <exception cref="TableException">The cell is not a number; row, column and text are named.</exception>
    public double Number(int row, int column)
    {
        string text = _rows[row][column];
        if (text.Length == 0) return double.NaN;
        return NumberText.TryParse(text, out double value, UsesDecimalComma) ? value : throw NotNumeric(row, column);
    }

    /// <summary>The number in one cell; NaN when the cell is empty or says NaN.</summary>
    /// <exception cref="TableException">There is no such column, or the cell is not a number.</exception>
    public double Number(int row, string column) => Number(row, RequireColumn(column));

    /// <summary>Reads CSV text: UTF-8 with or without byte-order mark; comma, semicolon or tab, told from the header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">Character between cells, or null to tell it from the header.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">Empty or binary file, text that is not UTF-8, a row with too few or too many cells, a repeated column.</exception>
    public static TextTable Read(string path, char? delimiter = null) => TextTableReader.Read(File.ReadAllBytes(path), Path.GetFileName(path), delimiter);

    /// <summary>Reads CSV text from a stream, to its end.</summary>
    /// <param name="stream">UTF-8 bytes; left open.</param>
    /// <param name="source">Name for messages.</param>
    /// <param name="delimiter">Character between cells, or null to tell it from the header.</param>
    /// <exception cref="TableException">As for a path.</exception>
    public static TextTable Read(Stream stream, string source = "stream", char? delimiter = null)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return TextTableReader.Read(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), source, delimiter);
    }

    /// <summary>Writes the table as CSV, atomically: UTF-8 without byte-order mark, comma, LF, quotes where RFC 4180 asks for them.</summary>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the table as CSV to a stream, which is left open.</summary>
    public void Write(Stream stream)
    {
        using var csv = new CsvWriter(stream);
        csv.WriteRow(Header);
        foreach (string[] row in _rows) csv.WriteRow(row);
    }

    /// <summary>The error that names a cell as not numeric.</summary>
    internal TableException NotNumeric(int row, int column)
    {
        string text = _rows[row][column];
        string remedy = NumberText.TryParse(text, out _, decimalComma: true)
            ? "Write decimals with a point, or separate the cells of a file with decimal commas by semicolons."
            : "Correct the cell, leave it empty if the value is missing, or leave the column out.";
        return new TableException(FormattableString.Invariant($"{Source}, data row {row + 1}, column '{Header[column]}': '{Shorten(text)}' is not a number."), remedy);
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static TableException Ragged(string source, int row, int cells, int columns) => new(
        FormattableString.Invariant($"{source}, data row {row + 1} has {cells} cells, the header {columns}."),
        "Give every row one cell per column (empty when missing) and put cells that contain the separator between double quotes.");

    private static Dictionary<string, int> IndexOf(IReadOnlyList<string> header, string source)
    {
        if (header.Count == 0) throw new TableException($"{source} has no columns.", "The first line must hold the column names.");
        var index = new Dictionary<string, int>(header.Count, StringComparer.Ordinal);
        for (int c = 0; c < header.Count; c++)
        {
            if (string.IsNullOrWhiteSpace(header[c]))
                throw new TableException(FormattableString.Invariant($"{source}: column {c + 1} has no name."), "Name every column in the first line; write tables without a row-number column.");
            if (!index.TryAdd(header[c], c))
                throw new TableException(FormattableString.Invariant($"{source}: column '{header[c]}' occurs twice (columns {index[header[c]] + 1} and {c + 1})."), "Give every column its own name.");
        }

        return index;
    }
}
