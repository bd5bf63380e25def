using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Core.Cohorts;

/// <summary>Reads the risk groups of patients, e.g. from <c>risk_groups.csv</c> of a trained model, and judges where they come from.</summary>
public static class RiskGroupReader
{
    private const string Alias = "RiskGroup";

    /// <summary>Reads the groups of some rows.</summary>
    /// <param name="table">The table that has them.</param>
    /// <param name="rows">Row of every patient; -1 for a patient the table lacks.</param>
    /// <param name="options">Columns; default <see cref="RiskGroupOptions"/>.</param>
    /// <exception cref="TableException">The group column is absent, or a cell is neither Low nor High; all such values are named.</exception>
    public static RiskGroupAssignment Read(TextTable table, IReadOnlyList<int> rows, RiskGroupOptions? options = null)
    {
        options ??= new RiskGroupOptions();
        var columns = new Columns(table, options.HeaderOf);
        bool alias = options.GroupColumn == RiskGroupOptions.DefaultGroupColumn && columns.Find(options.GroupColumn) is null && columns.Find(Alias) is not null;
        string name = alias ? Alias : options.GroupColumn;
        RiskGroupAssignment codes = Codes(table, columns.Find(name) ?? name, rows, options) with { Column = name };
        bool[] resubstituted = Resubstituted(table, columns, rows, codes.Groups, out bool known);
        var flags = new List<string>();
        if (resubstituted.Contains(true)) flags.Add(ProblemCodes.ResubstitutionGroups);
        if (alias || (!known && name.StartsWith("Risk", StringComparison.Ordinal))) flags.Add(ProblemCodes.ProvenanceUnknown);
        return codes with { Resubstituted = resubstituted, Tertiles = Tertiles(table, columns, rows), External = External(table, columns, rows), Flags = flags };
    }

    private static RiskGroupAssignment Codes(TextTable source, string column, IReadOnlyList<int> rows, RiskGroupOptions options)
    {
        int position = source.RequireColumn(column), excluded = 0, empty = 0;
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[rows.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = RiskGroup.None;
            if (rows[i] < 0) continue;
            string cell = source[rows[i], position].Trim();
            if (cell.Length == 0) empty++;
            else if (options.ExcludeGroups.Contains(cell)) excluded++;
            else if (RiskGroup.TryParse(cell, out int group)) codes[i] = group;
            else unknown[cell] = unknown.GetValueOrDefault(cell) + 1;
        }

        if (unknown.Count > 0)
        {
            throw new TableException(
                FormattableString.Invariant($"{source.Source}, column '{column}': {string.Join(", ", unknown.Take(10).Select(u => $"'{u.Key}' ({u.Value})"))} is neither Low nor High."),
                "Correct the values, or leave these groups out with the option for excluded groups.");
        }

        return new RiskGroupAssignment { Groups = codes, Column = column, Excluded = excluded, Empty = empty };
    }

    private static int[] Tertiles(TextTable source, Columns columns, IReadOnlyList<int> rows)
    {
        if (columns.Find("Risk_Group_Tertile") is not { } column) return [];
        return [.. rows.Select(r => r < 0 ? -1 : LabelText.Normalize(source[r, column]) switch
        {
            "low" or "low risk" => 0,
            "intermediate" or "medium" or "middle" or "intermediate risk" or "medium risk" => 1,
            "high" or "high risk" => 2,
            _ => -1,
        })];
    }

    /// <summary>By <c>Dataset_Split</c>, else by the source of the prediction.</summary>
    private static bool[] External(TextTable source, Columns columns, IReadOnlyList<int> rows)
    {
        if ((columns.Find("Dataset_Split") ?? columns.Find("Prediction_Source") ?? columns.Find("Prediction_Type")) is not { } column) return [];
        return [.. rows.Select(r => r >= 0 && string.Equals(source[r, column].Trim(), "external", StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>
    /// By <c>Prediction_Source</c> (or <c>Prediction_Type</c>) where there is one. Without it, groups that a threshold on the probability
    /// reproduces, of patients in the training split, are taken to be resubstitution.
    /// </summary>
    private static bool[] Resubstituted(TextTable source, Columns columns, IReadOnlyList<int> rows, IReadOnlyList<int> codes, out bool known)
    {
        string Cell(int i, string column) => rows[i] < 0 ? "" : source[rows[i], column].Trim();
        string? provenance = columns.Find("Prediction_Source") ?? columns.Find("Prediction_Type");
        known = provenance is not null;
        if (provenance is not null)
            return [.. Enumerable.Range(0, rows.Count).Select(i => string.Equals(Cell(i, provenance), "resubstitution", StringComparison.OrdinalIgnoreCase))];
        if (columns.Find("Dataset_Split") is not { } split || columns.Find("Predicted_Probability") is not { } probability) return [];
        double highestLow = double.NegativeInfinity, lowestHigh = double.PositiveInfinity;
        for (int i = 0; i < rows.Count; i++)
        {
            double p = rows[i] < 0 ? double.NaN : source.Number(rows[i], probability);
            if (codes[i] == RiskGroup.Low) highestLow = Math.Max(highestLow, p);
            if (codes[i] == RiskGroup.High) lowestHigh = Math.Min(lowestHigh, p);
        }

        if (!(lowestHigh > highestLow)) return [];
        return [.. Enumerable.Range(0, rows.Count).Select(i => string.Equals(Cell(i, split), "Train", StringComparison.OrdinalIgnoreCase))];
    }

    private sealed class Columns(TextTable table, Func<string, string?>? headerOf)
    {
        public string? Find(string name)
        {
            string? header = headerOf is null ? name : headerOf(name);
            return header is not null && table.Find(header) is not null ? header : null;
        }
    }
}
