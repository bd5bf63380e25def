using Thca.Core.Tables;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Panel;
using Thca.Proteomics.Reference;

namespace Thca.Proteomics.Reporting;

/// <summary>The cross-tables of a panel as sheets: counts, row percentages and expected counts per protein, and an index of all.</summary>
public static class CrosstabSheets
{
    private const int LongestName = 31;

    /// <summary>The sheets, index first. Levels in order; all four are shown.</summary>
    public static IReadOnlyList<WorkbookSheet> Of(ProteinStudy study)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Index" };
        var index = new List<IReadOnlyList<string>>();
        var sheets = new List<WorkbookSheet>();
        foreach (ProteinResult r in study.Results.Where(r => r.Low.Levels.Count > 0))
        {
            string name = Unique(r.Protein.Column, used);
            sheets.Add(new WorkbookSheet(name, Sheet(r)));
            index.Add(
            [
                name, r.Protein.Column, Cells.Whole(r.Low.Count), Cells.Whole(r.High.Count), Cells.Number(r.PPrimary), Cells.Number(r.Q),
                Cells.Number(r.Grades?.Exact.PFreemanHalton ?? double.NaN), r.Status.Code,
            ]);
        }

        return [new WorkbookSheet("Index", new TextTable(["Sheet", "Protein", "N_low", "N_high", "P_primary", "Q", "P_Fisher_Freeman_Halton", "Status"], index, "Index")), .. sheets];
    }

    /// <summary>The original's sheets: one per protein, the labels that occur alphabetically, rows High and Low.</summary>
    public static IReadOnlyList<WorkbookSheet> Of(IReadOnlyList<ReferenceProteinResult> results)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. results.Where(r => r.Labels.Count > 0).Select(r => new WorkbookSheet(Unique(r.Protein, used), new TextTable(
            ["Risk_Group_Clinical", .. r.Labels],
            r.Groups.Select((group, g) => (IReadOnlyList<string>)[group, .. r.Labels.Select((_, j) => Cells.Whole(r.Counts[g, j]))]),
            r.Protein)))];
    }

    private static TextTable Sheet(ProteinResult r)
    {
        string[] header = ["Block", "Group", .. GradeScale.Labels, "Total"];
        var rows = new List<IReadOnlyList<string>>();
        (string Name, int[] Counts)[] groups =
        [
            ("Low", [.. r.Low.Levels]), ("High", [.. r.High.Levels]), ("Total", [.. r.Low.Levels.Zip(r.High.Levels, (a, b) => a + b)]),
        ];
        foreach ((string name, int[] counts) in groups) rows.Add(["Count", name, .. counts.Select(Cells.Whole), Cells.Whole(counts.Sum())]);
        foreach ((string name, int[] counts) in groups)
            rows.Add(["Row percent", name, .. counts.Select(c => Cells.Number(100.0 * c / counts.Sum())), Cells.Number(counts.Sum() > 0 ? 100 : double.NaN)]);
        for (int g = 0; g < 2; g++)
            rows.Add(["Expected", groups[g].Name, .. Enumerable.Range(0, GradeScale.Levels).Select(j => Cells.Number(r.Grades?.Expected[g, j] ?? double.NaN)), Cells.Whole(groups[g].Counts.Sum())]);
        return new TextTable(header, rows, r.Protein.Column);
    }

    private static string Unique(string column, HashSet<string> used)
    {
        string plain = string.Concat(column.Select(c => ":\\/?*[]".Contains(c, StringComparison.Ordinal) ? '_' : c)).Trim('\'', ' ');
        if (plain.Length == 0) plain = "Protein";
        string name = plain[..Math.Min(plain.Length, LongestName)];
        for (int i = 2; !used.Add(name); i++)
        {
            string suffix = FormattableString.Invariant($"~{i}");
            name = plain[..Math.Min(plain.Length, LongestName - suffix.Length)] + suffix;
        }

        return name;
    }
}
