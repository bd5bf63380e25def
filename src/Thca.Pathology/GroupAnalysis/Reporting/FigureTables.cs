using Thca.Core.Cohorts;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis.Figures;

namespace Thca.Pathology.GroupAnalysis.Reporting;

/// <summary>The figures' data as tables, one file per figure.</summary>
internal static class FigureTables
{
    public static IEnumerable<TextTable> Of(GroupFigures figures)
    {
        foreach (ForestFigure forest in figures.Forests.Append(figures.Differences)) yield return Forest(forest);
        foreach (BoxFigure box in figures.Boxes)
        {
            yield return new TextTable(
                ["PatientID", "Group", "Value", "Jitter", "MedianLow", "MedianHigh", "HodgesLehmann"],
                box.Points.Select(p => (IReadOnlyList<string>)
                    [p.Patient, RiskGroup.Labels[p.Group], GroupTables.Number(p.Value), GroupTables.Number(p.Jitter), GroupTables.Number(box.MedianLow), GroupTables.Number(box.MedianHigh), GroupTables.Number(box.Shift)]),
                $"box_{box.Feature}.csv");
        }

        if (figures.Composition is { } composition)
        {
            yield return new TextTable(
                ["PatientID", "Group", .. composition.Types],
                composition.Bars.Select(b => (IReadOnlyList<string>)[b.Patient, RiskGroup.Labels[b.Group], .. b.Shares.Select(s => GroupTables.Number(s))]),
                "composition.csv");
        }

        foreach (CorrelationFigure grid in figures.Correlations)
        {
            yield return new TextTable(
                ["Row", "Column", "Rho", "Q", "Status"],
                grid.Cells.Select(c => (IReadOnlyList<string>)[c.Row, c.Column, GroupTables.Empty(c.Rho), GroupTables.Empty(c.Q), c.Status.Code]),
                $"correlation_{grid.Block}.csv");
        }

        if (figures.Scores.Count > 0)
        {
            yield return new TextTable(
                ["PatientID", "Score", "Group", "Outcome"],
                figures.Scores.Select(s => (IReadOnlyList<string>)[s.Patient, GroupTables.Number(s.Score), RiskGroup.Labels[s.Group], GroupTables.Whole(s.Outcome)]),
                "score.csv");
        }
    }

    private static TextTable Forest(ForestFigure forest) => new(
        ["Feature", "N_low", "N_high", "Effect", "Lower", "Upper", "Adjusted", "Primary", "Axis"],
        forest.Points.Select(p => (IReadOnlyList<string>)
            [p.Feature, GroupTables.Whole(p.NLow), GroupTables.Whole(p.NHigh), GroupTables.Number(p.Effect), GroupTables.Number(p.Lower), GroupTables.Number(p.Upper), GroupTables.Number(p.Adjusted), p.IsPrimary ? "true" : "false", forest.Axis]),
        $"{forest.Name}.csv");
}
