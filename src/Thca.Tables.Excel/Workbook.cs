using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Tables;

namespace Thca.Tables.Excel;

/// <summary>Text tables as sheets of Excel workbooks (.xlsx).</summary>
public static class Workbook
{
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create("[]:*?/\\");

    /// <summary>Writes one sheet per table, atomically. Every cell is text, so identifiers keep their zeros.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sheets">Sheet name (at most 31 characters) and content.</param>
    /// <exception cref="ArgumentException">No sheet, or a sheet name that Excel refuses.</exception>
    public static void Write(string path, params IReadOnlyList<(string Sheet, TextTable Table)> sheets)
    {
        if (sheets.Count == 0) throw new ArgumentException("A workbook needs a sheet.", nameof(sheets));
        Dictionary<string, object> content = [];
        foreach ((string sheet, TextTable table) in sheets)
        {
            if (sheet.Length is 0 or > 31 || sheet.AsSpan().ContainsAny(Forbidden)) throw new ArgumentException($"'{sheet}' cannot name a sheet: 1 to 31 characters, none of [ ] : * ? / \\.", nameof(sheets));
            content[sheet] = Rows(table);
        }

        AtomicFile.Write(path, stream => stream.SaveAs(content, printHeader: false, configuration: new OpenXmlConfiguration { AutoFilter = false, TableStyles = TableStyles.None }));
    }

    /// <summary>Reads one sheet: the first row with text holds the column names. Numbers become their shortest text, dates ISO text.</summary>
    /// <param name="path">An .xlsx file.</param>
    /// <param name="sheet">Name of the sheet; null reads the first.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">Not a workbook, or no such sheet.</exception>
    /// <exception cref="TableException">The sheet is empty, or a column has no name or repeats.</exception>
    public static TextTable Read(string path, string? sheet = null)
    {
        using FileStream stream = File.OpenRead(path);
        List<string[]> rows;
        try
        {
            if (sheet is not null && !stream.GetSheetNames().Contains(sheet))
                throw new DataFormatException($"{Path.GetFileName(path)} has no sheet '{sheet}'.", $"Sheets: {string.Join(", ", stream.GetSheetNames())}.");
            rows = [.. stream.Query(useHeaderRow: false, sheetName: sheet).Cast<IDictionary<string, object?>>().Select(r => r.Values.Select(Text).ToArray())];
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or System.Xml.XmlException or NullReferenceException or InvalidOperationException)
        {
            throw new DataFormatException($"{Path.GetFileName(path)} is not a readable .xlsx workbook: {exception.Message}", "Save the sheet as 'CSV UTF-8' or as .xlsx again.", inner: exception);
        }

        return ToTable(rows, Path.GetFileName(path));
    }

    private static TextTable ToTable(List<string[]> rows, string source)
    {
        int first = rows.FindIndex(r => r.Any(c => c.Length > 0));
        if (first < 0) throw new TableException($"{source} is empty.", "The first row must hold the column names.");
        int width = Array.FindLastIndex(rows[first], c => c.Length > 0) + 1;
        string[] Fit(string[] row) => [.. Enumerable.Range(0, width).Select(c => c < row.Length ? row[c] : "")];
        return new TextTable(Fit(rows[first]), rows.Skip(first + 1).Where(r => r.Any(c => c.Length > 0)).Select(Fit), source);
    }

    private static IEnumerable<Dictionary<string, object>> Rows(TextTable table)
    {
        // Without a header row the keys only order the cells.
        Dictionary<string, object> Row(IReadOnlyList<string> cells) =>
            cells.Select((c, i) => (Key: i.ToString("D4", CultureInfo.InvariantCulture), Value: (object)c)).ToDictionary(p => p.Key, p => p.Value);
        yield return Row(table.Header);
        for (int r = 0; r < table.RowCount; r++) yield return Row(table.Row(r));
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        double d => NumberText.Format(d),
        DateTime t => t.TimeOfDay == TimeSpan.Zero ? t.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : t.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
