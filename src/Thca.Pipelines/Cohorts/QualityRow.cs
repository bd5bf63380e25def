using Thca.Core.Outcomes;
using Thca.Imaging.Quality;

namespace Thca.Pipelines.Cohorts;

/// <summary>The quality-control row of a case, the same in every run: the report's columns, or a failed check with its reason.</summary>
internal static class QualityRow
{
    public static IReadOnlyList<CaseCell> Of(Outcome<QualityReport> report) => report.Succeeded
        ? [.. report.Value.Columns().Select(c => new CaseCell(c.Key, c.Value)), new CaseCell("QC_Error", "")]
        : [new CaseCell("Overall_QC_Pass", "False"), new CaseCell("Quality_Score", "0"), new CaseCell("QC_Error", report.Problem.ToString())];
}
