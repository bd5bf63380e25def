using System.Globalization;
using System.Net;
using System.Text;
using Thca.Core.Tables;

namespace Thca.Clinical.Baseline;

/// <summary>Text tables as Markdown, HTML and LaTeX.</summary>
public static class TableText
{
    /// <summary>A pipe table.</summary>
    public static string Markdown(TextTable table)
    {
        var text = new StringBuilder();
        void Row(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(c => Indent(c.Replace("|", "\\|", StringComparison.Ordinal), "&emsp;"))).Append(" |\n");
        Row(table.Header);
        text.Append('|').Insert(text.Length, " --- |", table.Header.Count).Append('\n');
        for (int r = 0; r < table.RowCount; r++) Row(table.Row(r));
        return text.ToString();
    }

    /// <summary>An HTML page with some tables and notes.</summary>
    public static string HtmlPage(string title, IReadOnlyList<(string Caption, TextTable Table)> tables, IReadOnlyList<string> notes)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Html(title)}</title>\n<style>body{{font-family:sans-serif;margin:2em}}table{{border-collapse:collapse;border-top:2px solid;border-bottom:2px solid}}")
            .Append("th{border-bottom:1px solid;text-align:left}td,th{padding:.2em .8em}caption{text-align:left;font-weight:bold}</style></head><body>\n");
        foreach ((string caption, TextTable table) in tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"<table><caption>{Html(caption)}</caption>\n<tr>").AppendJoin("", table.Header.Select(h => $"<th>{Html(h)}</th>")).Append("</tr>\n");
            for (int r = 0; r < table.RowCount; r++)
                text.Append("<tr>").AppendJoin("", table.Row(r).Select(c => $"<td>{Indent(Html(c), "&emsp;")}</td>")).Append("</tr>\n");
            text.Append("</table>\n");
        }

        return text.Append("<ul>\n").AppendJoin("", notes.Select(n => $"<li>{Html(n)}</li>\n")).Append("</ul>\n</body></html>\n").ToString();
    }

    /// <summary>A LaTeX tabular (booktabs).</summary>
    public static string Latex(TextTable table)
    {
        var text = new StringBuilder();
        text.Append("% needs \\usepackage{booktabs}\n\\begin{tabular}{l").Insert(text.Length, "r", table.Header.Count - 1).Append("}\n\\toprule\n");
        void Row(IEnumerable<string> cells) => text.AppendJoin(" & ", cells.Select(c => Indent(Latex(c), "\\quad "))).Append(" \\\\\n");
        Row(table.Header);
        text.Append("\\midrule\n");
        for (int r = 0; r < table.RowCount; r++) Row(table.Row(r));
        return text.Append("\\bottomrule\n\\end{tabular}\n").ToString();
    }

    private static string Indent(string cell, string space) => cell.StartsWith("  ", StringComparison.Ordinal) ? space + cell[2..] : cell;

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Latex(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' => "$<$",
                '>' => "$>$",
                '±' => "$\\pm$",
                '\u221E' => "$\\infty$",
                '\u2013' => "--",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
