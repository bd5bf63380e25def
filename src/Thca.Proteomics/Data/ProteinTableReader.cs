using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Data;

/// <summary>Reads and validates a protein table, with groups of its own or from a separate table such as <c>risk_groups.csv</c>.</summary>
public static class ProteinTableReader
{
    private const int ProblemsShown = 20;

    private static readonly string[] PatientColumns =
    [
        "M_stage", "True_M_stage", "Dataset_Split", "Cohort", "Center", "Age", "Sex", "Predicted_Probability", "Probability", "Prediction_Source",
        "Risk_Group_Clinical", "Risk_Group_Tertile", "RiskGroup", "Status", "Message", "Slide", "Batch", "Scorer",
    ];

    /// <summary>Reads a table.</summary>
    /// <param name="table">One row per patient.</param>
    /// <param name="groups">Table with the groups, joined by identifier; null when the protein table has them.</param>
    /// <param name="options">Columns, panel, scales; default <see cref="ProteinTableOptions"/>.</param>
    /// <exception cref="TableException">Columns absent, identifiers repeated, or cells that cannot be read; every problem with row and column.</exception>
    public static ProteinTable Read(TextTable table, TextTable? groups = null, ProteinTableOptions? options = null)
    {
        options ??= new ProteinTableOptions();
        var columns = new ColumnFinder(table, options.Schema);
        string idName = options.IdColumn ?? options.Schema?.IdColumn ?? FeatureTable.PatientIdColumn;
        PatientId[] patients = Identifiers(table, columns.Require(idName), idName);
        var warnings = new List<string>();
        RiskGroupAssignment assignment = GroupReader.Read(table, columns, patients, groups, options, warnings);
        var problems = new List<Problem>();
        IReadOnlyList<ProteinDefinition> panel = Panel(columns, idName, options);
        string[] ignored = [.. Others(columns, idName, options).Except(panel.Select(p => p.Column))];
        if (options.Panel is null && ignored.Length > 0)
            warnings.Add($"Columns outside the panel are not used: {string.Join(", ", ignored.Take(10))}{(ignored.Length > 10 ? ", …" : "")}. Name the panel to use them.");
        ProteinValues[] proteins = [.. panel.Select(p => ProteinColumnReader.Read(table, columns, p, options, problems))];
        ThrowIfAny(problems, table.Source);
        if (assignment.Groups.All(g => g == RiskGroup.None))
            throw new TableException($"No patient of {table.Source} has a group in column '{assignment.Column}'.", "Check that the identifiers of both tables are the same text.");
        return new ProteinTable
        {
            Patients = patients,
            Groups = assignment.Groups,
            GroupColumn = assignment.Column,
            Proteins = proteins,
            Metastasis = Metastasis(table, columns),
            Strata = columns.Find("Cohort") is { } cohort ? table.Column(cohort) : columns.Find("Dataset_Split") is { } split ? table.Column(split) : [],
            Ages = columns.Find("Age") is { } age ? [.. Enumerable.Range(0, table.RowCount).Select(r => table.Number(r, age))] : [],
            Tertiles = assignment.Tertiles,
            Resubstituted = assignment.Resubstituted,
            Flags = assignment.Flags,
            Warnings = warnings,
        };
    }

    private static PatientId[] Identifiers(TextTable table, string column, string name)
    {
        string[] cells = table.Column(column);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int r = 0; r < cells.Length; r++)
        {
            string id = cells[r].Trim();
            if (id.Length == 0) throw new TableException(FormattableString.Invariant($"{table.Source}, data row {r + 1}: '{name}' is empty."), "Give every patient an identifier.");
            if (!seen.TryAdd(id, r))
            {
                throw new TableException(
                    FormattableString.Invariant($"{table.Source}: patient '{id}' occurs in data rows {seen[id] + 1} and {r + 1}."), "Keep one row per patient.", ProblemCodes.DuplicateId);
            }
        }

        return [.. cells.Select(c => new PatientId(c.Trim()))];
    }

    private static IReadOnlyList<ProteinDefinition> Panel(ColumnFinder columns, string idName, ProteinTableOptions options)
    {
        if (options.Panel is { } named)
        {
            foreach (string column in named) columns.Require(column);
            return ProteinPanel.Of(named);
        }

        if (ProteinPanel.Default.Any(p => columns.Find(p.Column) is not null)) return ProteinPanel.Default;
        string[] others = Others(columns, idName, options);
        return others.Length > 0 ? ProteinPanel.Of(others) : throw new TableException("The table has no protein column.", "Add columns with grades or intensities.");
    }

    private static string[] Others(ColumnFinder columns, string idName, ProteinTableOptions options) =>
        [.. columns.Canonical.Where(c => c != idName && c != options.GroupColumn && !PatientColumns.Contains(c, StringComparer.OrdinalIgnoreCase))];

    private static int[] Metastasis(TextTable table, ColumnFinder columns)
    {
        if ((columns.Find("M_stage") ?? columns.Find("True_M_stage")) is not { } column) return [];
        return [.. table.Column(column).Select(cell => cell.Trim().ToUpperInvariant() switch
        {
            "0" or "0.0" or "M0" or "NO" => 0,
            "1" or "1.0" or "M1" or "YES" => 1,
            _ => -1,
        })];
    }

    private static void ThrowIfAny(List<Problem> problems, string source)
    {
        if (problems.Count == 0) return;
        string shown = string.Join(" ", problems.Take(ProblemsShown).Select(p => p.Message));
        string more = problems.Count > ProblemsShown ? FormattableString.Invariant($" … and {problems.Count - ProblemsShown} more.") : "";
        string[] codes = [.. problems.Select(p => p.Code).Distinct()];
        string[] remedies = [.. problems.Select(p => p.Remedy).Distinct()];
        throw new TableException($"{source}: {shown}{more}", string.Join(" ", remedies), codes.Length == 1 ? codes[0] : ProblemCodes.TableInvalid);
    }
}
