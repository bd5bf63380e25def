using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Tables;

namespace Thca.Clinical.Cleaning;

/// <summary>Reads single cells: numbers, detection limits and levels.</summary>
internal sealed class CellParser(CleaningOptions options, bool decimalComma)
{
    /// <summary>A number, or what stands for a detection limit.</summary>
    public bool TryNumber(string text, out double value, out CellMark mark)
    {
        mark = CellMark.Observed;
        if (NumberText.TryParse(text, out value, decimalComma) && double.IsFinite(value)) return true;
        string body = text.TrimStart('<', '>', '=', '\u2264', '\u2265', '~', ' ');
        if (body.Length == text.Length || !NumberText.TryParse(body, out double limit, decimalComma) || !double.IsFinite(limit)) return false;
        bool below = text[0] is '<' or '\u2264';
        mark = CellMark.Censored;
        value = (below ? options.BelowLimit : options.AboveLimit) switch
        {
            CensoredRule.Missing => double.NaN,
            CensoredRule.LimitOverRootTwo when below => limit / Math.Sqrt(2),
            CensoredRule.HalfLimit when below => limit / 2,
            _ => limit,
        };
        return true;
    }

    /// <summary>The position of the level a text names, or -1.</summary>
    public int Level(string text, ClinicalColumn column)
    {
        bool numeric = NumberText.TryParse(text, out double number, decimalComma) && double.IsFinite(number);
        if (numeric && column.Kind == ColumnKind.Ordinal && options.OrdinalNumericBase is { } start && column.Levels.All(l => !NumberText.TryParse(l.Label, out _)))
        {
            double position = number - start;
            return position >= 0 && position < column.Levels.Count && position == Math.Floor(position) ? (int)position : -1;
        }

        string canonical = numeric ? ClinicalNumber.Format(number) : text;
        for (int i = 0; i < column.Levels.Count; i++)
            if (column.Levels[i].Matches(text) || (numeric && column.Levels[i].Matches(canonical))) return i;
        return numeric ? ByCode(number, column) : -1;
    }

    /// <summary>Codes name levels where no label or synonym is a number, which could mean something else.</summary>
    private static int ByCode(double number, ClinicalColumn column)
    {
        for (int i = 0; i < column.Levels.Count; i++)
            if (column.Levels[i].Synonyms.Append(column.Levels[i].Label).Any(t => NumberText.TryParse(t, out _))) return -1;
        for (int i = 0; i < column.Levels.Count; i++) if (column.Levels[i].Code == number) return i;
        return -1;
    }
}
