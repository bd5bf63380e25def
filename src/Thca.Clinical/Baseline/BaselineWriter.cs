using System.Globalization;
using System.Text;
using Thca.Clinical.Tables;
using Thca.Core.Tables;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Baseline;

/// <summary>A baseline table as machine-readable text, as display table, and as Markdown, HTML and LaTeX.</summary>
public static class BaselineWriter
{
    /// <summary>One row per variable or level with counts, missing values and summaries of every group, test, p-values and SMD.</summary>
    public static TextTable Lines(BaselineTable table)
    {
        string[] groups = [.. table.GroupNames, "overall"];
        string[] header =
        [
            "variable", "label", "unit", "level", "kind", .. groups.SelectMany(g => new[] { $"n_{g}", $"missing_{g}", $"summary_{g}" }),
            "test", "statistic", "df", "p", "p_adj_bh", "smd", "smd_lo", "smd_hi", "note",
        ];
        return new TextTable(header, table.Rows.Select(r => Line(r)), "table1");
    }

    /// <summary>The table as printed: characteristic, overall, groups, p, adjusted p, SMD, missing.</summary>
    public static TextTable Display(BaselineTable table)
    {
        string[] header =
        [
            "Characteristic", $"Overall (N={table.Total})", .. table.GroupNames.Select((g, i) => FormattableString.Invariant($"{g} (n={table.GroupSizes[i]})")), "P", "P (adjusted)", "SMD", "Missing",
        ];
        return new TextTable(header, table.Rows.Select(r => (string[])
        [
            r.Level.Length > 0 ? $"  {r.Level}{(r.Note == "ref" ? " (ref)" : "")}" : r.Unit.Length > 0 ? $"{r.Label}, {r.Unit}" : r.Label,
            r.Overall.Text, .. r.Groups.Select(g => g.Text), ClinicalFormat.P(r.Test?.PValue ?? double.NaN), ClinicalFormat.P(r.AdjustedP), Difference(r.Difference),
            r.Level.Length > 0 ? "" : string.Join(" / ", r.Groups.Select(g => g.Missing.ToString(CultureInfo.InvariantCulture))),
        ]), "table1");
    }

    /// <summary>Missing values per variable and group.</summary>
    public static TextTable Missing(BaselineTable table) => new(
        ["Characteristic", .. table.GroupNames, "Overall"],
        table.Rows.Where(r => r.Level.Length == 0).Select(r => (string[])
            [r.Label, .. r.Groups.Select(g => g.Missing.ToString(CultureInfo.InvariantCulture)), r.Overall.Missing.ToString(CultureInfo.InvariantCulture)]),
        "missing");

    /// <summary>The display table in Markdown with footnotes.</summary>
    public static string Markdown(BaselineTable table) => TableText.Markdown(Display(table)) + "\n" + string.Concat(table.Methods.Select(m => $"- {m}\n"));

    /// <summary>The display table as a self-contained HTML page.</summary>
    public static string Html(BaselineTable table) => TableText.HtmlPage("Baseline characteristics", [("Baseline characteristics", Display(table))], table.Methods);

    /// <summary>The display table as a LaTeX tabular with footnotes.</summary>
    public static string Latex(BaselineTable table) => TableText.Latex(Display(table)) + string.Concat(table.Methods.Select(m => $"% {m}\n"));

    private static string[] Line(BaselineRow r) =>
    [
        r.Variable, r.Label, r.Unit, r.Level, r.Kind.ToString().ToLowerInvariant(), .. r.Groups.Append(r.Overall).SelectMany(g => new[] { Integer(g.Count), r.Level.Length > 0 ? "" : Integer(g.Missing), g.Text }),
        r.Test?.Method ?? "", Number(r.Test?.Statistic), Number(r.Test?.DegreesOfFreedom), r.Test is null ? "" : ClinicalNumber.Format(r.Test.PValue), Number(r.AdjustedP),
        r.Difference is null ? "" : ClinicalNumber.Format(r.Difference.Value), Number(r.Difference?.Lower), Number(r.Difference?.Upper), r.Note,
    ];

    private static string Difference(StandardizedDifference? d) => d is null ? "" : d.IsDefined ? ClinicalFormat.Fixed(d.Value, 2) : "undefined";

    private static string Integer(int v) => v.ToString(CultureInfo.InvariantCulture);

    private static string Number(double? v) => v is null || double.IsNaN(v.Value) ? "" : ClinicalNumber.Format(v.Value);
}
