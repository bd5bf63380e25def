using System.Net;
using System.Text;
using Thca.Core.Tables;

namespace Thca.Cli.Infrastructure;

/// <summary>A report as one HTML file without anything to load.</summary>
internal sealed class HtmlPage
{
    private const string Style = """
        body{font:15px/1.5 Helvetica,Arial,sans-serif;color:#222;max-width:1180px;margin:2em auto;padding:0 1em}
        table{border-collapse:collapse;margin:1em 0}th,td{border-bottom:1px solid #ddd;padding:.35em .8em;text-align:left}th{border-bottom:2px solid #888}
        figure{margin:1.5em 0}figcaption,.note{color:#666;font-size:13px}svg{max-width:100%;height:auto}.warn{background:#fff4e0;border-left:4px solid #e69f00;padding:.6em 1em}
        """;

    private readonly StringBuilder _html = new();

    public HtmlPage(string title) => _html
        .Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Text(title)).Append("</title>\n<style>").Append(Style).Append("</style></head><body>\n");

    public HtmlPage Heading(int level, string text) => Add(FormattableString.Invariant($"<h{level}>{Text(text)}</h{level}>\n"));

    public HtmlPage Paragraph(string text, string style = "") => Add($"<p{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{Text(text)}</p>\n");

    public HtmlPage List(IEnumerable<string> items) => Add($"<ul>\n{string.Concat(items.Select(i => $"<li>{Text(i)}</li>\n"))}</ul>\n");

    public HtmlPage Figure(string svg, string caption) => Add($"<figure>\n{svg}<figcaption>{Text(caption)}</figcaption></figure>\n");

    public HtmlPage Table(TextTable table) => Rows(table.Header, Enumerable.Range(0, table.RowCount).Select(table.Row));

    public HtmlPage Rows(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        _html.Append("<table>\n<tr>").AppendJoin("", header.Select(h => $"<th>{Text(h)}</th>")).Append("</tr>\n");
        foreach (IReadOnlyList<string> row in rows) _html.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{Text(c)}</td>")).Append("</tr>\n");
        return Add("</table>\n");
    }

    /// <summary>The Markdown that our reports use: headings, lists, tables, quotes, bold, paragraphs. Anything else stays text.</summary>
    public HtmlPage Markdown(string markdown)
    {
        string[] lines = markdown.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.StartsWith('#')) Heading(line.TakeWhile(c => c == '#').Count(), line.TrimStart('#').Trim());
            else if (line.StartsWith("> ", StringComparison.Ordinal)) Paragraph(line[2..], "warn");
            else if (line.StartsWith("- ", StringComparison.Ordinal)) i = Block(lines, i, "- ", block => List(block.Select(b => b[2..])));
            else if (line.StartsWith('|')) i = Block(lines, i, "|", block => Rows(Cells(block[0]), block.Skip(2).Select(Cells)));
            else if (line.Length > 0) Paragraph(line);
        }

        return this;
    }

    public override string ToString() => _html + "</body></html>\n";

    private static int Block(string[] lines, int start, string mark, Func<string[], HtmlPage> write)
    {
        int end = start;
        while (end < lines.Length && lines[end].StartsWith(mark, StringComparison.Ordinal)) end++;
        write(lines[start..end]);
        return end - 1;
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];

    private static string Text(string text)
    {
        string[] parts = WebUtility.HtmlEncode(text).Split("**");
        return parts.Length % 2 == 0 ? string.Join("**", parts) : string.Concat(parts.Select((p, i) => i % 2 == 1 ? $"<b>{p}</b>" : p));
    }

    private HtmlPage Add(string html)
    {
        _html.Append(html);
        return this;
    }
}
