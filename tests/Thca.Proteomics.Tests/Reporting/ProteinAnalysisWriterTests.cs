using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Correlation;
using Thca.Proteomics.Data;
using Thca.Proteomics.Outcome;
using Thca.Proteomics.Panel;
using Thca.Proteomics.Reporting;
using Thca.Proteomics.Tests.Analysis;
using Thca.Testing;

namespace Thca.Proteomics.Tests.Reporting;

public sealed class ProteinAnalysisWriterTests
{
    [Fact]
    public void Every_file_of_an_analysis()
    {
        using var folder = new TemporaryFolder();
        ProteinAnalysis analysis = Everything();
        ProteinAnalysisWriter.Write(folder.FullName, analysis, [new ProvenanceInput("proteins.csv", "00")]);
        TextTable tests = TextTable.Read(folder.File("tests.csv"));
        Assert.Equal(["Protein", "N_low", "N_high", "Effect", "Effect_lower", "Effect_upper", "P", "P_exact", "Q"], tests.Header.Take(9));
        Assert.Equal(["Status", "Message"], tests.Header.TakeLast(2));
        Close.To(analysis.Study.Results[0].Superiority.Theta, tests.Number(0, "Effect"), 0);
        Close.To(analysis.Study.Results[0].Q, tests.Number(0, "q_bh"), 0);
        Assert.Equal(28 * 4, TextTable.Read(folder.File("correlations.csv")).RowCount);
        Assert.Equal(7 * 2 * 4, TextTable.Read(folder.File("protein_levels.csv")).RowCount);
        Assert.Equal(1, TextTable.Read(folder.File("protein_continuous.csv")).RowCount);
        Assert.Equal(8, TextTable.Read(folder.File("protein_feature_correlations.csv")).RowCount);
        Assert.Equal(8, TextTable.Read(folder.File("protein_outcome.csv")).RowCount);
        Assert.Equal(8, TextTable.Read(folder.File("protein_statistical_results.csv")).RowCount);
        Assert.Contains("\"seed\": 42", File.ReadAllText(folder.File("protein_run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_what_was_found_and_what_can_be_found()
    {
        string report = ProteinReport.Markdown(Everything(), "proteins.csv");
        Assert.Contains("# Protein expression between risk groups", report, StringComparison.Ordinal);
        Assert.Contains("Stated beforehand: SUCLG1 lower in High", report, StringComparison.Ordinal);
        Assert.Contains("no independent confirmation", report, StringComparison.Ordinal);
        Assert.Contains("with 80 % power", report, StringComparison.Ordinal);
        Assert.Contains("Against actual metastasis", report, StringComparison.Ordinal);
        Assert.DoesNotContain("validated", report, StringComparison.OrdinalIgnoreCase);
        string none = ProteinReport.Markdown(new ProteinAnalysis { Study = ProteinAnalyzer.Analyze(ProteinData.Graded([2, 2, 0, 0], [2, 2, 0, 0])) }, "x.csv");
        Assert.Contains("No protein has q < 0.05", none, StringComparison.Ordinal);
        Assert.Contains("PROVENANCE_UNKNOWN", none, StringComparison.Ordinal);
    }

    [Fact]
    public void Cross_tables_have_legal_unique_sheet_names_and_all_grades()
    {
        ProteinTable table = ProteinAnalyzerTests.Random(3, 20, ScaleType.Grade4, 0);
        string longName = "a/very:long*protein?name[that]does\\not fit";
        table = table with { Proteins = [.. table.Proteins.Select((p, i) => p with { Protein = new ProteinDefinition(i < 2 ? longName + i : "Index") })] };
        IReadOnlyList<WorkbookSheet> sheets = CrosstabSheets.Of(ProteinAnalyzer.Analyze(table));
        Assert.Equal(4, sheets.Count);
        Assert.Equal(4, sheets.Select(s => s.Name.ToUpperInvariant()).Distinct().Count());
        Assert.All(sheets, s => Assert.True(s.Name.Length <= 31 && s.Name.IndexOfAny([':', '\\', '/', '?', '*', '[', ']']) < 0));
        Assert.Equal(["Block", "Group", .. GradeScale.Labels, "Total"], sheets[1].Table.Header);
        Assert.Equal(8, sheets[1].Table.RowCount);
        Assert.Equal("20", sheets[1].Table[2, "Total"]);
    }

    [Fact]
    public void Failed_values_are_NaN_and_those_that_do_not_apply_are_empty()
    {
        TextTable tests = ProteinTables.Tests(Everything().Study);
        int continuous = tests.Column("scale_type").ToList().IndexOf("Continuous");
        Assert.Equal("", tests[continuous, "chi2"]);
        Assert.Equal("", tests[0, "p_tertiles"]);
        TextTable small = ProteinTables.Tests(ProteinAnalyzer.Analyze(ProteinData.Graded([3, 0, 0, 0], [1, 0, 0, 0])));
        Assert.Equal("NaN", small[0, "P"]);
        Assert.Equal(ProblemCodes.GroupTooSmall, small[0, "Status"]);
    }

    private static ProteinAnalysis Everything()
    {
        ProteinTable graded = ProteinAnalyzerTests.Random(8, 40, ScaleType.Grade4, 0.8), continuous = ProteinAnalyzerTests.Random(8, 40, ScaleType.Continuous, 0.8);
        ProteinTable table = graded with
        {
            Proteins = [.. graded.Proteins.Take(7).Select((p, i) => p with { Protein = ProteinPanel.Default[i] }), continuous.Proteins[7]],
            Metastasis = [.. graded.Groups.Select((g, i) => i % 5 == 0 ? 1 - g : g)],
        };
        var options = new ProteinAnalysisOptions { Permutations = 199, MaxTPermutations = 199, BootstrapReplicates = 99 };
        ProteinStudy study = ProteinAnalyzer.Analyze(table, options);
        var features = new FeatureTable([.. table.Patients.Select(p => p.Value)], [new FeatureColumn("iTED_x", [.. table.Proteins[0].Values])]);
        return new ProteinAnalysis
        {
            Study = study,
            Pairs = ProteinCorrelations.Analyze(table, options),
            Features = ProteinFeatureCorrelations.Analyze(table, [features], options),
            Outcome = OutcomeAnalyzer.Analyze(study),
        };
    }
}
