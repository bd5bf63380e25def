using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>Feature tables as CSV.</summary>
internal static class CsvFeatureTable
{
    public static FeatureTableReadResult Read(Stream stream, FeatureTableReadOptions options, string source)
    {
        TextTable text = TextTable.Read(stream, source);
        int key = text.Find(options.KeyColumn ?? FeatureTable.PatientIdColumn) ?? 0;
        RawColumn[] columns = [.. text.Header.Select((name, c) => c == key || name is FeatureTableFile.StatusColumn or FeatureTableFile.MessageColumn
            ? new RawColumn(name, text.Column(name))
            : Column(text, c, name, options))];
        return new FeatureTableAssembler(columns, options, source).Assemble((name, _) => NotNumeric(text, name, options));
    }

    public static void Write(FeatureTable table, Stream stream, FeatureTableWriteOptions options)
    {
        using var csv = new CsvWriter(stream);
        int features = table.Columns.Count;
        var cells = new string[1 + features + (options.IncludeStatus ? 2 : 0)];
        cells[0] = table.KeyName;
        for (int c = 0; c < features; c++) cells[1 + c] = table.Columns[c].Name;
        if (options.IncludeStatus) (cells[^2], cells[^1]) = (FeatureTableFile.StatusColumn, FeatureTableFile.MessageColumn);
        csv.WriteRow(cells);
        for (int r = 0; r < table.RowCount; r++)
        {
            cells[0] = table.Keys[r];
            for (int c = 0; c < features; c++) cells[1 + c] = table.Columns[c].IsMissing(r) ? "" : NumberText.Format(table.Columns[c][r]);
            if (options.IncludeStatus) (cells[^2], cells[^1]) = (table.Statuses[r].Code, table.Statuses[r].Message);
            csv.WriteRow(cells);
        }
    }

    /// <summary>Numbers when every cell is one, else text.</summary>
    private static RawColumn Column(TextTable text, int column, string name, FeatureTableReadOptions options)
    {
        var numbers = new double?[text.RowCount];
        for (int r = 0; r < numbers.Length; r++)
        {
            string cell = text[r, column];
            if (IsMissing(cell, options)) continue;
            if (!NumberText.TryParse(cell, out double value, text.UsesDecimalComma)) return new RawColumn(name, text.Column(name));
            numbers[r] = value;
        }

        return RawColumn.OfNumbers(name, numbers);
    }

    private static bool IsMissing(string cell, FeatureTableReadOptions options) => cell.Length == 0 || options.MissingMarkers.Contains(cell);

    private static TableException NotNumeric(TextTable text, string name, FeatureTableReadOptions options)
    {
        int column = text.RequireColumn(name), row = 0;
        while (row < text.RowCount - 1 && (IsMissing(text[row, column], options) || NumberText.TryParse(text[row, column], out _, text.UsesDecimalComma))) row++;
        return text.NotNumeric(row, column);
    }
}
