using System.Globalization;
using System.Text.RegularExpressions;
using Thca.Clinical.Schemas;

namespace Thca.Clinical.Cleaning;

/// <summary>Recognises columns that hold interval codes such as <c>&lt;62.9</c> and <c>&gt;=62.9</c> instead of numbers.</summary>
internal static partial class IntervalCodes
{
    /// <summary>The column as ordinal with one level per code, or null when at most half of its cells are such codes.</summary>
    public static ClinicalColumn? Detect(ClinicalColumn column, IReadOnlyList<string> cells)
    {
        string[] observed = [.. cells.Where(c => !CellText.IsMissing(c))];
        string[] codes = [.. observed.Where(c => Code().IsMatch(c))];
        if (codes.Length * 2 <= observed.Length) return null;
        string[] distinct = [.. codes.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(Position)];
        // One bound alone, e.g. a column of "<0.04", is a detection limit and no classification.
        if (distinct.Length < 2) return null;
        return column with { Kind = ColumnKind.Ordinal, Levels = [.. distinct.Select((c, i) => new ColumnLevel(c, i, []))], Reference = null, Transform = ColumnTransform.None };
    }

    private static double Position(string code)
    {
        MatchCollection bounds = Bound().Matches(code);
        double[] values = [.. bounds.Select(b => double.Parse(b.Groups[2].Value.Replace(',', '.'), CultureInfo.InvariantCulture))];
        bool upperOnly = bounds.All(b => b.Groups[1].Value[0] is '<' or '\u2264');
        return upperOnly ? double.NegativeInfinity : values.Min();
    }

    [GeneratedRegex(@"^\s*[<>\u2264\u2265]=?\s*\d+([.,]\d+)?(\s*and\s*[<>\u2264\u2265]=?\s*\d+([.,]\d+)?)?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Code();

    [GeneratedRegex(@"([<>\u2264\u2265]=?)\s*(\d+(?:[.,]\d+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex Bound();
}
