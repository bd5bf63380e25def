using Thca.Cli.Infrastructure;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Figures;
using Thca.Pathology.GroupAnalysis.Reporting;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>report.html</c> of a comparison of groups: the sentences and tables of <c>report.md</c>, and the figures.</summary>
internal static class GroupHtml
{
    public static string Write(GroupStudyResult result)
    {
        GroupFigures figures = GroupFigures.Of(result);
        HtmlPage page = new HtmlPage("Slides between risk groups").Markdown(GroupReport.Markdown(result)).Heading(2, "Figures");
        foreach (BoxFigure box in figures.Boxes)
            page.Figure(GroupDrawings.Box(box), FormattableString.Invariant($"{box.Feature}: every patient; bars are medians, Hodges-Lehmann difference {box.Shift:G3}."));
        foreach (ForestFigure forest in figures.Forests.Append(figures.Differences).Where(f => f.Points.Count > 0))
            page.Figure(GroupDrawings.Forest(forest, result.Plan.Alpha), FormattableString.Invariant($"{forest.Name}: {forest.Axis}, sorted by effect; filled where the adjusted p is below {result.Plan.Alpha}, diamonds are primary endpoints. At most 60 lines, the largest effects; figures/{forest.Name}.csv has all {forest.Points.Count}."));
        if (figures.Composition is { } composition) page.Figure(GroupDrawings.Composition(composition), "Shares of cell types, one bar per patient, Low left and High right.");
        if (figures.Scores.Count > 0) page.Figure(GroupDrawings.Scores(figures.Scores), "Held-out composite scores: side is the risk group, colour the outcome.");
        foreach (CorrelationFigure grid in figures.Correlations)
            page.Figure(GroupDrawings.Correlation(grid, result.Plan.Alpha), $"Spearman's correlation with {grid.Block}; dots mark q below alpha, hatched cells are not defined.");
        return page.ToString();
    }
}
