using System.Text;
using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Tables;

namespace Thca.Pathology.GroupAnalysis.Reference;

/// <summary>Writes the original's numbers, watermarked, without its fixed sentences and altered figures.</summary>
public static class ReferenceGroupWriter
{
    /// <summary>Writes <c>reference_heterogeneity.csv</c>, <c>reference_morphology.csv</c>, <c>reference_composition.csv</c>, <c>reference_spatial.csv</c>, <c>reference_integrated.csv</c>, <c>reference_correlations.csv</c>, <c>report.md</c> and <c>provenance.json</c>.</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    /// <param name="result">What was computed.</param>
    /// <param name="inputs">The files it came from.</param>
    public static void Write(string folder, ReferenceGroupResult result, IReadOnlyList<ProvenanceInput> inputs)
    {
        void Save(TextTable table) => table.Write(Path.Combine(folder, table.Source));
        Save(Tests("reference_heterogeneity.csv", result.Heterogeneity));
        Save(Tests("reference_morphology.csv", result.Morphology));
        Save(Values("reference_composition.csv", result.CompositionValues, result));
        Save(Values("reference_spatial.csv", result.SpatialValues, result));
        IReadOnlyList<KeyValuePair<string, double[]>> score = result.Score.Count == 0 ? [] : [KeyValuePair.Create("composite_score", result.Score.ToArray())];
        Save(Values("reference_integrated.csv", [.. result.Candidates, .. score], result));
        if (result.Correlations.Count > 0)
        {
            Save(new TextTable(
                ["Pathology_Feature", "Clinical_Radiomics_Feature", "Correlation", "P_value"],
                result.Correlations.Select(c => (IReadOnlyList<string>)[c.Pathology, c.Imaging, NumberText.Format(c.R), NumberText.Format(c.P)]),
                "reference_correlations.csv"));
        }

        AtomicFile.WriteAllText(Path.Combine(folder, "report.md"), Report(result));
        new ProvenanceRecord
        {
            Operation = "pathology analyze", Mode = AnalysisMode.Reference, Inputs = inputs,
            Parameters = [new("patients", string.Join(",", result.Patients.Select(p => p.Id)))],
        }.Save(Path.Combine(folder, "provenance.json"));
    }

    private static TextTable Tests(string name, IReadOnlyList<ReferenceTest> tests) => new(
        ["feature", "high_mean", "high_std", "low_mean", "low_std", "p_value", "effect_size"],
        tests.Select(t => (IReadOnlyList<string>)[t.Feature, .. new[] { t.HighMean, t.HighStd, t.LowMean, t.LowStd, t.P, t.Effect }.Select(NumberText.Format)]),
        name);

    private static TextTable Values(string name, IReadOnlyList<KeyValuePair<string, double[]>> columns, ReferenceGroupResult result) => new(
        ["PatientID", "risk_group", .. columns.Select(c => c.Key)],
        result.Patients.Select((p, i) => (IReadOnlyList<string>)[p.Id, p.IsHigh ? "high" : "low", .. columns.Select(c => NumberText.Format(c.Value[i]))]),
        name);

    private static string Report(ReferenceGroupResult result)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
        Line($"# Slides between risk groups (reference)\n\n> {ReferenceGroupResult.Watermark}\n");
        Line($"{result.Patients.Count(p => !p.IsHigh)} Low and {result.Patients.Count(p => p.IsHigh)} High; group and outcome agree in {result.Patients.Count(p => p.IsHigh == p.HasMetastasis)} of {result.Patients.Count} patients.\n");
        Line($"| Feature | High mean | Low mean | p, unadjusted | effect, unsigned |\n|---|---|---|---|---|");
        foreach (ReferenceTest t in result.Heterogeneity.Concat(result.Morphology).OrderBy(t => t.P))
            Line($"| {t.Feature} | {ReportText.Significant(t.HighMean, 4)} | {ReportText.Significant(t.LowMean, 4)} | {ReportText.P(t.P)} | {ReportText.Fixed(t.Effect, 3)} |");
        if (result.Score.Count == 0) Line($"\nNo composite score: no candidate separates the outcomes with p < 0.2.");
        else Line($"\nComposite score, **circular** (selected, weighted and judged on the same patients): p {ReportText.P(result.ScoreP)}, {ReportText.Fixed(100 * result.Accuracy, 0)} % on their side of the median.");
        return text.ToString();
    }
}
