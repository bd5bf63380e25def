using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Modeling.Data;

/// <summary>
/// Reads feature tables the way every consumer of features does: names made canonical, auxiliary columns left out and listed, rows whose
/// <c>Status</c> is not ok dropped and counted, text columns kept as labels, tables joined by patient.
/// </summary>
public static class FeatureTableIntake
{
    /// <summary>Reads and joins tables; patients that are not usable in every table are dropped.</summary>
    /// <param name="sources">Tables, e.g. parsed from <c>F.csv</c> or <c>clinical=F.csv</c>.</param>
    /// <param name="options">Outcome column and join.</param>
    /// <exception cref="TableException">A table is damaged, a column occurs twice or is named like an outcome, or no patient is left.</exception>
    public static PatientRecords Read(IReadOnlyList<FeatureSource> sources, IntakeOptions? options = null) =>
        PatientJoin.Join([.. sources.Select(s => ReadOne(s, options ?? new IntakeOptions()))], options ?? new IntakeOptions());

    /// <summary>The same for tables already in memory.</summary>
    /// <inheritdoc cref="Read(IReadOnlyList{FeatureSource}, IntakeOptions)" path="/exception"/>
    public static PatientRecords From(IReadOnlyList<FeatureTable> tables, IntakeOptions? options = null) =>
        PatientJoin.Join([.. tables.Select((t, i) => FromTable(t, FormattableString.Invariant($"table {i + 1}"), null, options ?? new IntakeOptions()))], options ?? new IntakeOptions());

    private static SourceTable ReadOne(FeatureSource source, IntakeOptions options)
    {
        string name = Path.GetFileName(source.Path);
        return FeatureTableFile.FormatOf(source.Path) == TableFormat.Csv
            ? FromText(TextTable.Read(source.Path), name, source.Modality, options)
            : FromTable(FeatureTableFile.Read(source.Path), name, source.Modality, options);
    }

    private static SourceTable FromText(TextTable table, string source, Modality? modality, IntakeOptions options)
    {
        var builder = new SourceTableBuilder(source, modality, table.Header, options);
        int? key = table.Find(FeatureTable.PatientIdColumn);
        if (key is null) builder.Warn($"{source} has no column PatientID; rows were numbered row-00001, … (ID_GENERATED).");
        for (int r = 0; r < table.RowCount; r++)
        {
            string id = key is { } k ? table[r, k].Trim() : FormattableString.Invariant($"row-{r + 1:D5}");
            string code = table.Find(FeatureTableFile.StatusColumn) is { } s && table[r, s].Length > 0 ? table[r, s] : ProblemCodes.Ok;
            builder.AddPatient(id, code, table.Find(FeatureTableFile.MessageColumn) is { } m ? table[r, m] : "");
        }

        foreach (string column in builder.Features)
        {
            int c = table.RequireColumn(column);
            builder.AddColumn(column, [.. Enumerable.Range(0, table.RowCount).Select(r => table[r, c])], table.UsesDecimalComma);
        }

        return builder.Build();
    }

    private static SourceTable FromTable(FeatureTable table, string source, Modality? modality, IntakeOptions options)
    {
        var builder = new SourceTableBuilder(source, modality, [.. table.Columns.Select(c => c.Name)], options);
        for (int r = 0; r < table.RowCount; r++) builder.AddPatient(table.Keys[r], table.Statuses[r].Code, table.Statuses[r].Message);
        foreach (string column in builder.Features) builder.AddColumn(column, table[column].Values.ToArray());
        return builder.Build();
    }
}
