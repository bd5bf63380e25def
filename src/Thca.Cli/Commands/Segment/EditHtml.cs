using System.Net;
using System.Text;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Segmentation.Assessment;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>report.html</c> of an edit study: one file without anything to load.</summary>
internal static class EditHtml
{
    private const string Style = """
        body{font:15px/1.5 Helvetica,Arial,sans-serif;color:#222;max-width:1180px;margin:2em auto;padding:0 1em}
        table{border-collapse:collapse;margin:1em 0}th,td{border-bottom:1px solid #ddd;padding:.35em .8em;text-align:left}th{border-bottom:2px solid #888}
        figure{margin:1.5em 0}figcaption,.note{color:#666;font-size:13px}svg{max-width:100%;height:auto}.warn{background:#fff4e0;border-left:4px solid #e69f00;padding:.6em 1em}
        """;

    public static string Write(EditStudyResult result, IReadOnlyList<(string Name, string Caption, string Svg)> figures)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Edit assessment</title>\n<style>").Append(Style).Append("</style></head><body>\n<h1>Edit assessment</h1>\n");
        html.Append("<p class=\"warn\">").Append(Text(EditReport.Statement)).Append("</p>\n");
        if (result.Options.Mode == AnalysisMode.Reference) html.Append("<p class=\"warn\">Reference mode: the original's arithmetic, in which every label counts as the mask; not for new conclusions.</p>\n");
        html.Append("<h2>Table 1</h2>\n");
        Table(html, EditTables.TableOne(result));
        html.Append("<p class=\"note\">").Append(Text(EditReport.TableNote(result))).Append("</p>\n");
        if (result.Reference is null)
        {
            html.Append("<h2>Findings</h2>\n<ul>\n");
            foreach (string sentence in EditReport.Sentences(result)) html.Append("<li>").Append(Text(sentence)).Append("</li>\n");
            html.Append("</ul>\n");
        }

        foreach ((string _, string caption, string svg) in figures) html.Append("<figure>\n").Append(svg).Append("<figcaption>").Append(Text(caption)).Append("</figcaption></figure>\n");
        if (result.Failed.Count > 0)
        {
            html.Append("<h2>Cases without numbers</h2>\n");
            Table(html, new TextTable(["Data set", "Case", "Problem", "Details"], result.Failed.Select(c => (string[])[c.Dataset, c.Case.Value, c.Status.Code, c.Status.Message])));
        }

        return html.Append("</body></html>\n").ToString();
    }

    private static void Table(StringBuilder html, TextTable table)
    {
        html.Append("<table>\n<tr>").AppendJoin("", table.Header.Select(h => $"<th>{Text(h)}</th>")).Append("</tr>\n");
        for (int r = 0; r < table.RowCount; r++) html.Append("<tr>").AppendJoin("", table.Row(r).Select(c => $"<td>{Text(c)}</td>")).Append("</tr>\n");
        html.Append("</table>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
