using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Pipelines.Cohorts;

/// <summary>Turns the records of a run into output tables: <c>PatientID</c>, the columns, <c>Status</c>, <c>Message</c>; one row per case.</summary>
public static class CaseTable
{
    /// <summary>A table of text and numbers.</summary>
    /// <param name="records">The cases, in output order.</param>
    /// <param name="table">Name of the rows to take from each record.</param>
    /// <param name="columns">The columns; null: every column that occurs, in order of first appearance.</param>
    /// <param name="absent">Text of a cell that a case lacks: <c>NaN</c> for computed numbers, empty otherwise.</param>
    public static TextTable Build(IEnumerable<CaseRecord> records, string table, IReadOnlyList<string>? columns = null, string absent = "NaN")
    {
        CaseRecord[] all = [.. records];
        columns ??= [.. all.SelectMany(r => Cells(r, table)).Select(c => c.Column).Distinct(StringComparer.Ordinal)];
        List<string[]> rows = new(all.Length);
        foreach (CaseRecord record in all)
        {
            Dictionary<string, string> cells = Cells(record, table).ToDictionary(c => c.Column, c => c.Text, StringComparer.Ordinal);
            rows.Add([record.Patient.Value, .. columns.Select(c => cells.GetValueOrDefault(c, absent)), record.Status.Code, record.Status.Message]);
        }

        return new TextTable([FeatureTable.PatientIdColumn, .. columns, "Status", "Message"], rows);
    }

    /// <summary>A table of numbers, for any of the formats of <see cref="FeatureTableFile"/>.</summary>
    /// <param name="records">The cases, in output order.</param>
    /// <param name="table">Name of the rows to take from each record.</param>
    /// <param name="columns">The columns.</param>
    public static FeatureTable BuildFeatures(IEnumerable<CaseRecord> records, string table, IReadOnlyList<string> columns)
    {
        CaseRecord[] all = [.. records];
        var values = columns.ToDictionary(c => c, _ => new double[all.Length], StringComparer.Ordinal);
        var reasons = columns.ToDictionary(c => c, _ => new Dictionary<int, Problem>(), StringComparer.Ordinal);
        for (int row = 0; row < all.Length; row++)
        {
            Dictionary<string, string> cells = Cells(all[row], table).ToDictionary(c => c.Column, c => c.Text, StringComparer.Ordinal);
            foreach (string column in columns)
            {
                double value = cells.TryGetValue(column, out string? text) && NumberText.TryParse(text, out double number) ? number : double.NaN;
                values[column][row] = value;
                if (double.IsNaN(value)) reasons[column][row] = Reason(all[row]);
            }
        }

        return new FeatureTable(
            [.. all.Select(r => r.Patient.Value)],
            [.. columns.Select(c => new FeatureColumn(c, values[c], reasons[c]))],
            [.. all.Select(r => r.Status)]);
    }

    private static IReadOnlyList<CaseCell> Cells(CaseRecord record, string table) => record.Rows.GetValueOrDefault(table, []);

    private static Problem Reason(CaseRecord record) => record.Status.IsOk
        ? new Problem(ProblemCodes.Undefined, "Undefined for this case; the row's message names the reason.")
        : new Problem(record.Status.Code, record.Status.Message);
}
