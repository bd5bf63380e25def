using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Data;

/// <summary>Reads the groups and judges where they come from.</summary>
internal static class GroupReader
{
    private const string Alias = "RiskGroup";

    public static GroupAssignment Read(
        TextTable table, ColumnFinder columns, PatientId[] patients, TextTable? groups, ProteinTableOptions options, List<string> warnings)
    {
        TextTable source = groups ?? table;
        ColumnFinder finder = groups is null ? columns : new ColumnFinder(groups, options.Schema);
        int[] rows = groups is null ? [.. Enumerable.Range(0, patients.Length)] : Match(patients, groups, finder, options, warnings);
        bool alias = options.GroupColumn == ProteinTableOptions.DefaultGroupColumn && finder.Find(options.GroupColumn) is null && finder.Find(Alias) is not null;
        string name = alias ? Alias : options.GroupColumn;
        int[] codes = Codes(source, finder.Require(name), rows, options, warnings);
        bool[] resubstituted = Resubstituted(source, finder, rows, codes, out bool known);
        var flags = new List<string>();
        if (resubstituted.Contains(true)) flags.Add(ProteinProblems.ResubstitutionGroups);
        if (alias || (!known && name.StartsWith("Risk", StringComparison.Ordinal))) flags.Add(ProteinProblems.ProvenanceUnknown);
        return new GroupAssignment(codes, name, resubstituted, Tertiles(source, finder, rows), flags);
    }

    /// <summary>Row of every patient in the groups table, or -1.</summary>
    private static int[] Match(PatientId[] patients, TextTable groups, ColumnFinder finder, ProteinTableOptions options, List<string> warnings)
    {
        string[] ids = groups.Column(finder.Find(options.IdColumn ?? "") ?? finder.Require(FeatureTable.PatientIdColumn));
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var trimmed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int r = 0; r < ids.Length; r++)
        {
            string id = ids[r].Trim();
            if (!index.TryAdd(id, r)) throw new TableException($"{groups.Source}: patient '{id}' occurs twice.", "Keep one row per patient.", Core.Outcomes.ProblemCodes.DuplicateId);
            trimmed.TryAdd(id.TrimStart('0'), id);
        }

        int[] rows = [.. patients.Select(p => index.GetValueOrDefault(p.Value, -1))];
        string[] missing = [.. patients.Where((_, i) => rows[i] < 0).Select(p => p.Value)];
        if (missing.Length == 0) return rows;
        warnings.Add(FormattableString.Invariant($"{missing.Length} of {patients.Length} patients are not in {groups.Source} and take no part: {string.Join(", ", missing.Take(10))}{(missing.Length > 10 ? ", …" : "")}."));
        string[] zeros = [.. missing.Where(m => trimmed.ContainsKey(m.TrimStart('0')))];
        if (zeros.Length > 0)
            warnings.Add($"Some of them differ by leading zeros only, e.g. '{zeros[0]}' and '{trimmed[zeros[0].TrimStart('0')]}': identifiers are compared as text.");
        return rows;
    }

    private static int[] Codes(TextTable source, string column, int[] rows, ProteinTableOptions options, List<string> warnings)
    {
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int excluded = 0, empty = 0;
        var codes = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            codes[i] = RiskGroup.None;
            if (rows[i] < 0) continue;
            string cell = source[rows[i], column].Trim();
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

        if (excluded > 0) warnings.Add(FormattableString.Invariant($"{excluded} patients of excluded groups take no part."));
        if (empty > 0) warnings.Add(FormattableString.Invariant($"{empty} patients without a group take no part."));
        return codes;
    }

    private static int[] Tertiles(TextTable source, ColumnFinder finder, int[] rows)
    {
        if (finder.Find("Risk_Group_Tertile") is not { } column) return [];
        return [.. rows.Select(r => r < 0 ? -1 : GradeScale.Normalize(source[r, column]) switch
        {
            "low" or "low risk" => 0,
            "intermediate" or "medium" or "middle" or "intermediate risk" or "medium risk" => 1,
            "high" or "high risk" => 2,
            _ => -1,
        })];
    }

    /// <summary>
    /// By <c>Prediction_Source</c> where there is one. Without it, groups that a threshold on the probability reproduces, of patients in the
    /// training split, are taken to be resubstitution.
    /// </summary>
    private static bool[] Resubstituted(TextTable source, ColumnFinder finder, int[] rows, int[] codes, out bool known)
    {
        string Cell(int i, string column) => rows[i] < 0 ? "" : source[rows[i], column].Trim();
        known = finder.Find("Prediction_Source") is not null;
        if (finder.Find("Prediction_Source") is { } provenance)
            return [.. Enumerable.Range(0, rows.Length).Select(i => string.Equals(Cell(i, provenance), "resubstitution", StringComparison.OrdinalIgnoreCase))];
        if (finder.Find("Dataset_Split") is not { } split || finder.Find("Predicted_Probability") is not { } probability) return [];
        double highestLow = double.NegativeInfinity, lowestHigh = double.PositiveInfinity;
        for (int i = 0; i < rows.Length; i++)
        {
            double p = rows[i] < 0 ? double.NaN : source.Number(rows[i], probability);
            if (codes[i] == RiskGroup.Low) highestLow = Math.Max(highestLow, p);
            if (codes[i] == RiskGroup.High) lowestHigh = Math.Min(lowestHigh, p);
        }

        if (!(lowestHigh > highestLow)) return [];
        return [.. Enumerable.Range(0, rows.Length).Select(i => string.Equals(Cell(i, split), "Train", StringComparison.OrdinalIgnoreCase))];
    }
}
