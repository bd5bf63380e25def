using Thca.Core.Cohorts;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Panel;
using Thca.Proteomics.Reference;

namespace Thca.Proteomics.Reporting;

/// <summary>The three tables of the original study's layout, from either arithmetic; further columns stand to their right.</summary>
public static class CompatibilityTables
{
    private static readonly string[] Statistics = ["Protein", "Chi-square", "P-value", "Cramer's V", "Significance"];

    /// <summary><c>Protein,Chi-square,P-value,Cramer's V,Significance</c> in panel order; chi-square without continuity correction.</summary>
    public static TextTable StatisticalResults(ProteinStudy study) => new([.. Statistics, "Q"], study.Results.Select(r => Row(r)), "protein_statistical_results.csv");

    /// <summary>The same by ascending p with effect size and whether q is below alpha.</summary>
    public static TextTable Summary(ProteinStudy study) => new(
        [.. Statistics, "Effect_Size", "Significant", "Q"],
        study.Results.OrderBy(r => double.IsNaN(P(r)) ? 2 : P(r)).Select(r =>
        {
            IReadOnlyList<string> row = Row(r);
            return (IReadOnlyList<string>)[.. row.Take(Statistics.Length), Effect(r.Grades?.CramersV ?? double.NaN), r.Q < study.Options.Alpha ? "True" : "False", row[^1]];
        }),
        "protein_analysis_summary.csv");

    /// <summary>Mean grade or value per group and protein.</summary>
    public static TextTable Means(ProteinStudy study) => MeanTable(
        [.. study.Results.Select(r => r.Protein.Column)],
        [("Low", [.. study.Results.Select(r => r.Low.Mean)]), ("High", [.. study.Results.Select(r => r.High.Mean)])]);

    /// <summary>The original's numbers in panel order.</summary>
    public static TextTable StatisticalResults(IReadOnlyList<ReferenceProteinResult> results) => new(Statistics, results.Select(Row), "protein_statistical_results.csv");

    /// <summary>The original's summary by ascending p.</summary>
    public static TextTable Summary(IReadOnlyList<ReferenceProteinResult> results) => new(
        [.. Statistics, "Effect_Size", "Significant"],
        results.OrderBy(r => r.P).Select(r => (IReadOnlyList<string>)[.. Row(r), r.EffectSize, r.P < 0.05 ? "True" : "False"]),
        "protein_analysis_summary.csv");

    /// <summary>The original's means of the codes.</summary>
    public static TextTable Means(IReadOnlyList<ReferenceProteinResult> results) => MeanTable(
        [.. results.Select(r => r.Protein)],
        [.. RiskGroup.Labels.Select(g => (g, results.Select(r => r.Groups.Contains(g) ? r.Means[r.Groups.ToList().IndexOf(g)] : double.NaN).ToArray()))]);

    private static IReadOnlyList<string> Row(ProteinResult r) =>
    [
        r.Protein.Column, Cells.Number(r.Grades?.ChiSquare.Statistic ?? (r.Status.Code == ProblemCodes.Constant ? 0 : double.NaN)),
        Cells.Number(P(r)), Cells.Number(r.Grades?.CramersV ?? double.NaN), Stars(P(r)), Cells.Number(r.Q),
    ];

    private static IReadOnlyList<string> Row(ReferenceProteinResult r) => [r.Protein, Cells.Number(r.ChiSquare), Cells.Number(r.P), Cells.Number(r.CramersV), r.Stars];

    private static double P(ProteinResult r) => r.Grades?.ChiSquare.PValue ?? (r.Status.Code == ProblemCodes.Constant ? 1 : double.NaN);

    private static string Stars(double p) => p switch { < 0.001 => "***", < 0.01 => "**", < 0.05 => "*", double.NaN => "", _ => "ns" };

    private static string Effect(double v) => v switch { >= 0.5 => "Large", >= 0.3 => "Medium", >= 0.1 => "Small", double.NaN => "", _ => "Negligible" };

    private static TextTable MeanTable(string[] proteins, (string Group, double[] Means)[] rows) => new(
        ["Group", .. proteins], rows.Select(r => (IReadOnlyList<string>)[r.Group, .. r.Means.Select(Cells.Number)]), "protein_mean_expression_by_risk.csv");
}
