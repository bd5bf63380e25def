using Thca.Core.Cohorts;
using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Proteomics.Panel;
using Thca.Proteomics.Reference;

namespace Thca.Proteomics.Reporting;

/// <summary>Writes the original's numbers, marked as such.</summary>
public static class ReferenceProteinWriter
{
    private const string Watermark = "Reference mode: reproduces the original's arithmetic, not for new conclusions.";

    /// <summary>Writes <c>tests.csv</c>, <c>correlations.csv</c>, <c>report.md</c>, the three tables of the original layout and <c>protein_run.json</c>.</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    /// <param name="table">The protein table.</param>
    /// <param name="groupColumn">Column of the groups.</param>
    /// <param name="results">Its analysis.</param>
    /// <param name="inputs">The files it came from.</param>
    public static void Write(string folder, TextTable table, string groupColumn, IReadOnlyList<ReferenceProteinResult> results, IReadOnlyList<ProvenanceInput> inputs)
    {
        void Save(TextTable written) => written.Write(Path.Combine(folder, written.Source));
        Save(Tests(results));
        Save(Correlations(table, groupColumn, results));
        Save(CompatibilityTables.StatisticalResults(results));
        Save(CompatibilityTables.Summary(results));
        Save(CompatibilityTables.Means(results));
        AtomicFile.WriteAllText(Path.Combine(folder, "report.md"), Report(results));
        new ProvenanceRecord
        {
            Operation = "proteins analyze",
            Mode = AnalysisMode.Reference,
            Inputs = inputs,
            Parameters = [new("groupColumn", groupColumn), new("panel", string.Join(",", results.Select(r => r.Protein)))],
        }.Save(Path.Combine(folder, "protein_run.json"));
    }

    private static TextTable Tests(IReadOnlyList<ReferenceProteinResult> results) => new(
        ["Protein", "N_low", "N_high", "Effect", "Effect_lower", "Effect_upper", "P", "P_exact", "Q", "chi2", "p_chi2", "cramers_v", FeatureTableFile.StatusColumn, FeatureTableFile.MessageColumn],
        results.Select(r => (IReadOnlyList<string>)
        [
            r.Protein, Count(r, RiskGroup.Low), Count(r, RiskGroup.High), "", "", "", Cells.Number(r.P), "", "", Cells.Number(r.ChiSquare), Cells.Number(r.P),
            Cells.Number(r.CramersV), "ok", Watermark,
        ]),
        "tests.csv");

    private static string Count(ReferenceProteinResult r, int group)
    {
        int row = r.Groups.ToList().IndexOf(RiskGroup.Labels[group]);
        return Cells.Whole(row < 0 ? 0 : Enumerable.Range(0, r.Labels.Count).Sum(j => r.Counts[row, j]));
    }

    private static TextTable Correlations(TextTable table, string groupColumn, IReadOnlyList<ReferenceProteinResult> results)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (string group in RiskGroup.Labels)
        {
            for (int i = 0; i < results.Count; i++)
            {
                for (int j = i + 1; j < results.Count; j++)
                    rows.Add([group, results[i].Protein, results[j].Protein, Cells.Number(ReferenceProteinAnalyzer.Correlation(table, groupColumn, group, results[i].Protein, results[j].Protein))]);
            }
        }

        return new TextTable(["scope", "protein_a", "protein_b", "pearson_codes"], rows, "correlations.csv");
    }

    private static string Report(IReadOnlyList<ReferenceProteinResult> results)
    {
        IEnumerable<string> lines = results.OrderBy(r => r.P).Select(r =>
            $"| {r.Protein} | {ReportText.Fixed(r.ChiSquare, 2)} | {ReportText.Fixed(r.P, 4)} | {r.Stars} | {ReportText.Fixed(r.CramersV, 3)} | {r.EffectSize} | {string.Join("; ", r.Groups.Zip(r.Dominant, (g, d) => $"{g}: {d}"))} |");
        return $"# Protein expression between risk groups (reference)\n\n> {Watermark}\n\n| Protein | chi-square | p, unadjusted | | V | effect | dominant grade |\n|---|---|---|---|---|---|---|\n{string.Join("\n", lines)}\n";
    }
}
