using Thca.Cli.Infrastructure;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Segmentation.Assessment;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>report.html</c> of an edit study: one file without anything to load.</summary>
internal static class EditHtml
{
    public static string Write(EditStudyResult result, IReadOnlyList<(string Name, string Caption, string Svg)> figures)
    {
        var html = new HtmlPage("Edit assessment");
        html.Heading(1, "Edit assessment").Paragraph(EditReport.Statement, "warn");
        if (result.Options.Mode == AnalysisMode.Reference) html.Paragraph("Reference mode: the original's arithmetic, in which every label counts as the mask; not for new conclusions.", "warn");
        html.Heading(2, "Table 1").Table(EditTables.TableOne(result)).Paragraph(EditReport.TableNote(result), "note");
        if (result.Reference is null) html.Heading(2, "Findings").List(EditReport.Sentences(result));
        foreach ((string _, string caption, string svg) in figures) html.Figure(svg, caption);
        if (result.Failed.Count > 0)
        {
            html.Heading(2, "Cases without numbers")
                .Table(new TextTable(["Data set", "Case", "Problem", "Details"], result.Failed.Select(c => (string[])[c.Dataset, c.Case.Value, c.Status.Code, c.Status.Message])));
        }

        return html.ToString();
    }
}
