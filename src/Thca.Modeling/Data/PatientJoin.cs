using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Modeling.Data;

/// <summary>Joins tables by patient.</summary>
internal static class PatientJoin
{
    public static PatientRecords Join(IReadOnlyList<SourceTable> tables, IntakeOptions options)
    {
        if (tables.Count == 0) throw new TableException("No feature table was given.", "Give at least one.");
        RequireDistinctColumns(tables);
        Dictionary<string, int>[] rows = [.. tables.Select(t => t.Patients.Select((p, r) => (p, r)).ToDictionary(x => x.p, x => x.r, StringComparer.Ordinal))];
        List<string> kept = [];
        List<DroppedPatient> dropped = [];
        foreach (string patient in tables.SelectMany(t => t.Patients).Distinct(StringComparer.Ordinal))
        {
            DroppedPatient? problem = Problem(patient, tables, rows);
            if (problem is not null) dropped.Add(problem);
            if (problem is null || options.KeepIncomplete) kept.Add(patient);
        }

        if (kept.Count == 0)
            throw new TableException(
                FormattableString.Invariant($"No patient is usable in all {tables.Count} feature tables ({dropped.Count} dropped; first: {dropped[0].Patient}, {dropped[0].Reason})."),
                "Check that the tables use the same PatientID.");
        return new PatientRecords
        {
            Patients = kept,
            Columns = [.. tables.SelectMany((t, i) => t.Columns.Select(c => Align(c, t, rows[i], kept)))],
            IgnoredColumns = [.. tables.SelectMany(t => t.Ignored)],
            Dropped = dropped,
            Warnings = [.. tables.SelectMany(t => t.Warnings)],
        };
    }

    private static DroppedPatient? Problem(string patient, IReadOnlyList<SourceTable> tables, Dictionary<string, int>[] rows)
    {
        for (int t = 0; t < tables.Count; t++)
        {
            if (!rows[t].TryGetValue(patient, out int row)) return new DroppedPatient(patient, "ABSENT", $"absent from {tables[t].Source}");
            (string code, string message) = tables[t].Statuses[row];
            if (code != ProblemCodes.Ok) return new DroppedPatient(patient, code, message.Length == 0 ? $"{tables[t].Source}: {code}" : $"{tables[t].Source}: {message}");
        }

        return null;
    }

    private static PatientColumn Align(PatientColumn column, SourceTable table, Dictionary<string, int> rows, List<string> patients)
    {
        int Row(string patient) => rows.TryGetValue(patient, out int r) && table.Statuses[r].Code == ProblemCodes.Ok ? r : -1;
        return column with
        {
            Numbers = column.IsCategorical ? [] : [.. patients.Select(p => Row(p) is >= 0 and var r ? column.Numbers[r] : double.NaN)],
            Labels = column.IsCategorical ? [.. patients.Select(p => Row(p) is >= 0 and var r ? column.Labels[r] : null)] : [],
        };
    }

    private static void RequireDistinctColumns(IReadOnlyList<SourceTable> tables)
    {
        var owner = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SourceTable table in tables)
        {
            foreach (PatientColumn column in table.Columns)
            {
                if (!owner.TryAdd(column.Name, table.Source))
                    throw new TableException($"Feature '{column.Name}' occurs in {owner[column.Name]} and again in {table.Source}.", "Leave it out of one of them.");
            }
        }
    }
}
