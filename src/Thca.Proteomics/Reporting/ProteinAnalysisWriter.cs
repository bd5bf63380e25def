using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Proteomics.Analysis;

namespace Thca.Proteomics.Reporting;

/// <summary>Writes a protein analysis: <c>tests.csv</c>, <c>correlations.csv</c>, <c>report.md</c>, the further tables and <c>protein_run.json</c>.</summary>
public static class ProteinAnalysisWriter
{
    /// <summary>Writes all files.</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    /// <param name="analysis">What was computed.</param>
    /// <param name="inputs">The files it was computed from; the first is the protein table.</param>
    public static void Write(string folder, ProteinAnalysis analysis, IReadOnlyList<ProvenanceInput> inputs)
    {
        ProteinStudy study = analysis.Study;
        void Save(TextTable table) => table.Write(Path.Combine(folder, table.Source));
        Save(ProteinTables.Tests(study));
        Save(ProteinTables.Correlations(analysis.Pairs));
        Save(ProteinTables.Levels(study));
        if (study.Results.Any(r => r.Continuous is not null)) Save(ProteinTables.Continuous(study));
        if (analysis.Features.Count > 0) Save(ProteinTables.Features(analysis.Features));
        if (analysis.Outcome.Count > 0) Save(ProteinTables.Outcome(analysis.Outcome));
        Save(CompatibilityTables.StatisticalResults(study));
        Save(CompatibilityTables.Summary(study));
        Save(CompatibilityTables.Means(study));
        AtomicFile.WriteAllText(Path.Combine(folder, "report.md"), ProteinReport.Markdown(analysis, inputs.Count > 0 ? inputs[0].Name : "table"));
        Record(analysis, inputs).Save(Path.Combine(folder, "protein_run.json"));
    }

    private static ProvenanceRecord Record(ProteinAnalysis analysis, IReadOnlyList<ProvenanceInput> inputs)
    {
        ProteinStudy study = analysis.Study;
        ProteinAnalysisOptions o = study.Options;
        KeyValuePair<string, string> Pair(string name, string value) => new(name, value);
        return new ProvenanceRecord
        {
            Operation = "proteins analyze",
            Seed = study.Seed,
            Inputs = inputs,
            Parameters =
            [
                Pair("groupColumn", study.Table.GroupColumn),
                Pair("panel", string.Join(",", study.Results.Select(r => r.Protein.Column))),
                Pair("alpha", Cells.Number(o.Alpha)),
                Pair("level", Cells.Number(o.Level)),
                Pair("exactLimit", Cells.Number(o.ExactLimit)),
                Pair("permutations", Cells.Whole(o.Permutations)),
                Pair("maxTPermutations", Cells.Whole(o.MaxTPermutations)),
                Pair("bootstrapReplicates", Cells.Whole(o.BootstrapReplicates)),
                Pair("trendScores", string.Join(",", o.TrendScores.Select(Cells.Number))),
                Pair("collapseCut", Cells.Whole(o.CollapseCut)),
                Pair("log2Offset", Cells.Optional(o.Log2Offset)),
                Pair("primaryProteins", string.Join(",", o.PrimaryProteins)),
            ],
            Notes =
            [
                FormattableString.Invariant($"{study.Table.Patients.Count} patients: {study.Design.Low} Low, {study.Design.High} High."),
                FormattableString.Invariant($"{study.Results.Count(r => r.IsTested)} of {study.Results.Count} proteins tested, {study.Significant.Count()} with q below alpha."),
                .. study.Table.Flags,
                .. study.Table.Warnings,
            ],
        };
    }
}
