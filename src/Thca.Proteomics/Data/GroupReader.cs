using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Tables;

namespace Thca.Proteomics.Data;

/// <summary>The groups of the patients of a protein table, from that table or from a separate one.</summary>
internal static class GroupReader
{
    public static RiskGroupAssignment Read(
        TextTable table, ColumnFinder columns, PatientId[] patients, TextTable? groups, ProteinTableOptions options, List<string> warnings)
    {
        ColumnFinder finder = groups is null ? columns : new ColumnFinder(groups, options.Schema);
        IReadOnlyList<int> rows = groups is null ? [.. Enumerable.Range(0, patients.Length)] : Match(patients, groups, finder, options, warnings);
        if (options.GroupColumn != RiskGroupOptions.DefaultGroupColumn) finder.Require(options.GroupColumn);
        RiskGroupAssignment read = RiskGroupReader.Read(
            groups ?? table, rows, new RiskGroupOptions { GroupColumn = options.GroupColumn, ExcludeGroups = options.ExcludeGroups, HeaderOf = finder.Find });
        if (read.Excluded > 0) warnings.Add(FormattableString.Invariant($"{read.Excluded} patients of excluded groups take no part."));
        if (read.Empty > 0) warnings.Add(FormattableString.Invariant($"{read.Empty} patients without a group take no part."));
        return read;
    }

    /// <summary>Row of every patient in the groups table, or -1.</summary>
    private static IReadOnlyList<int> Match(PatientId[] patients, TextTable groups, ColumnFinder finder, ProteinTableOptions options, List<string> warnings)
    {
        string[] ids = groups.Column(finder.Find(options.IdColumn ?? "") ?? finder.Require(FeatureTable.PatientIdColumn));
        PatientMatch match = PatientMatch.Of([.. patients.Select(p => p.Value)], ids, groups.Source);
        if (match.Missing.Count == 0) return match.Rows;
        warnings.Add(FormattableString.Invariant($"{match.Missing.Count} of {patients.Length} patients are not in {groups.Source} and take no part: {string.Join(", ", match.Missing.Take(10))}{(match.Missing.Count > 10 ? ", …" : "")}."));
        if (match.Similar.Count > 0)
            warnings.Add($"Some of them differ by leading zeros only, e.g. '{match.Similar[0].Key}' and '{match.Similar[0].Value}': identifiers are compared as text.");
        return match.Rows;
    }
}
