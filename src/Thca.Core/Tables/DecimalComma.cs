using Thca.Core.Errors;

namespace Thca.Core.Tables;

/// <summary>Tells whether the numbers of a table have a decimal comma.</summary>
internal static class DecimalComma
{
    public static bool IsUsed(TextTable table)
    {
        if (table.Delimiter == ',') return false;
        (int Row, int Column)? comma = null, point = null;
        for (int r = 0; r < table.RowCount; r++)
        {
            for (int c = 0; c < table.Header.Count; c++)
            {
                string cell = table[r, c];
                if (cell.Contains(',', StringComparison.Ordinal))
                {
                    if (comma is null && NumberText.TryParse(cell, out _, decimalComma: true)) comma = (r, c);
                }
                else if (point is null && cell.Contains('.', StringComparison.Ordinal) && NumberText.TryParse(cell, out _))
                {
                    point = (r, c);
                }

                if (comma is { } a && point is { } b) throw Ambiguous(table, a, b);
            }
        }

        return comma is not null;
    }

    private static TableException Ambiguous(TextTable table, (int Row, int Column) comma, (int Row, int Column) point) => new(
        FormattableString.Invariant($"{table.Source} mixes decimal commas and decimal points: '{table[comma.Row, comma.Column]}' in data row {comma.Row + 1}, column '{table.Header[comma.Column]}', but '{table[point.Row, point.Column]}' in data row {point.Row + 1}, column '{table.Header[point.Column]}'."),
        "Write all numbers of the file with a decimal point.");
}
