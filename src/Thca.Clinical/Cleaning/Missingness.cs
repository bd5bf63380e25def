using Thca.Clinical.Tables;
using Thca.Statistics.Contingency;
using Thca.Statistics.Multiplicity;

namespace Thca.Clinical.Cleaning;

/// <summary>How many values of a column are missing, and whether that depends on the outcome.</summary>
/// <param name="Column">The column.</param>
/// <param name="Missing">Missing values.</param>
/// <param name="Total">Rows.</param>
/// <param name="PValue">Fisher's exact test of missingness against the outcome; NaN without an outcome or without missing values.</param>
/// <param name="AdjustedP">The same, adjusted by Benjamini and Hochberg over the columns with missing values.</param>
public sealed record Missingness(string Column, int Missing, int Total, double PValue, double AdjustedP)
{
    /// <summary>Share of missing values.</summary>
    public double Fraction => Total == 0 ? 0 : (double)Missing / Total;

    /// <summary>Counts the missing values of every column.</summary>
    public static IReadOnlyList<Missingness> Of(ClinicalTable table)
    {
        double[] p = [.. table.Columns.Select(c => AgainstOutcome(c, table.Outcome))];
        double[] adjusted = PValueAdjustment.Adjust(p, AdjustmentMethod.BenjaminiHochberg);
        return [.. table.Columns.Select((c, i) => new Missingness(c.Name, c.Missing, c.Count, p[i], adjusted[i]))];
    }

    /// <summary>Every combination of missing columns with the number of rows that show it, most frequent first; complete rows have an empty list.</summary>
    public static IReadOnlyList<(IReadOnlyList<string> Columns, int Rows)> Patterns(ClinicalTable table) =>
    [
        .. Enumerable.Range(0, table.RowCount)
            .Select(r => string.Join('\u001F', table.Columns.Where(c => double.IsNaN(c[r])).Select(c => c.Name)))
            .GroupBy(k => k, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => ((IReadOnlyList<string>)(g.Key.Length == 0 ? [] : g.Key.Split('\u001F')), g.Count())),
    ];

    private static double AgainstOutcome(ClinicalSeries column, ClinicalSeries? outcome)
    {
        if (outcome is null || column.Missing == 0) return double.NaN;
        var counts = new int[2, 2];
        for (int r = 0; r < column.Count; r++)
            if (!double.IsNaN(outcome[r])) counts[double.IsNaN(column[r]) ? 1 : 0, (int)outcome[r]]++;
        return FisherExact.Test(new ContingencyTable(counts)).PValue;
    }
}
