using System.Text.Json;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Figures;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.GroupAnalysis.Reporting;
using Thca.Testing;

namespace Thca.Pathology.Tests.GroupAnalysis.Reporting;

public sealed class GroupReportTests
{
    private static GroupStudyResult Of(GroupStudyInput input, AnalysisPlan? plan = null) => GroupStudyAnalyzer.Analyze(input, plan, StudyData.Quick);

    /// <summary>The same study with the groups exchanged: every sentence about direction must turn round.</summary>
    [Fact]
    public void Sentences_FollowTheNumbers()
    {
        GroupStudyInput study = StudyData.Study(40, 1.5);
        string up = GroupReport.Markdown(Of(study)), down = GroupReport.Markdown(Of(StudyData.Study(40, -1.5))), null0 = GroupReport.Markdown(Of(StudyData.Study(40, 0, seed: 3)));
        Assert.Contains("tumour_area_um2_cv: estimate higher in High", up, StringComparison.Ordinal);
        Assert.Contains(", significant: p", up, StringComparison.Ordinal);
        Assert.Contains("tumour_area_um2_cv: estimate lower in High", down, StringComparison.Ordinal);
        Assert.Contains(", not significant: p", null0, StringComparison.Ordinal);
        Assert.Contains("smaller differences may have been missed", null0, StringComparison.Ordinal);
        Assert.DoesNotContain("clonal", up, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Header_SaysExploratoryOrTheHash_AndTheFlags()
    {
        GroupStudyInput study = StudyData.Study(12, 0);
        Assert.Contains("**Exploratory**", GroupReport.Markdown(Of(study)), StringComparison.Ordinal);
        string declared = GroupReport.Markdown(Of(study with { Groups = study.Groups with { Flags = [ProblemCodes.ResubstitutionGroups] } }, new AnalysisPlan { Hash = ContentHash.Of("x") }));
        Assert.Contains(ContentHash.Of("x").Hex, declared, StringComparison.Ordinal);
        Assert.DoesNotContain("Exploratory**", declared, StringComparison.Ordinal);
        Assert.Contains("every comparison inherits that optimism", declared, StringComparison.Ordinal);
        Assert.Contains("TOO_FEW_EVENTS", declared, StringComparison.Ordinal);
    }

    [Fact]
    public void Outcome_SaysHowFarItIsTheSameComparison() =>
        Assert.Contains("agree in 35 of 40 patients", GroupReport.Markdown(Of(StudyData.Study(40, 0))), StringComparison.Ordinal);

    [Fact]
    public void Files_AreWritten_NaNWhereNothingCouldBeComputed()
    {
        using var folder = new TemporaryFolder();
        GroupStudyInput study = StudyData.Study(12, 0);
        GroupStudyResult result = Of(study);
        GroupAnalysisWriter.Write(folder.File("out"), result, [new ProvenanceInput("groups.csv", "00")]);
        TextTable tests = TextTable.Read(folder.File("out", "tests.csv"));
        Assert.Equal(result.Tests.Count, tests.RowCount);
        Close.To(result.Tests[0].P, tests.Number(0, "p"), 0);
        Assert.Equal("", tests[1, "holm"]);
        Assert.Equal("NaN", TextTable.Read(folder.File("out", "score_out_of_fold.csv"))[0, "Score"]);
        using JsonDocument score = JsonDocument.Parse(File.ReadAllText(folder.File("out", "score_model.json")));
        Assert.Equal("TOO_FEW_EVENTS", score.RootElement.GetProperty("status").GetString());
        Assert.Contains("none: exploratory", File.ReadAllText(folder.File("out", "provenance.json")), StringComparison.Ordinal);
        TextTable forest = TextTable.Read(folder.File("out", "figures", "forest_heterogeneity.csv"));
        double[] effects = [.. Enumerable.Range(0, forest.RowCount).Select(r => forest.Number(r, "Effect"))];
        Assert.Equal(effects.OrderDescending(), effects);
    }

    [Fact]
    public void Figures_ShowWhatWasComputed_Unchanged()
    {
        GroupStudyResult result = Of(StudyData.Study(40, 1.5, outcomeShift: 1));
        GroupFigures figures = GroupFigures.Of(result);
        Assert.Equal("tumour_area_um2_cv", figures.Boxes[0].Feature);
        Assert.Equal(40, figures.Boxes[0].Points.Count);
        Assert.All(figures.Boxes[0].Points, p => Assert.InRange(p.Jitter, -1, 1));
        Assert.Equal(result.Tests.Count(t => t.IsTested), figures.Differences.Points.Count);
        Assert.All(figures.Differences.Points, p => Close.To(result.Tests.Single(t => t.Variable.Name == p.Feature).G!.Value, p.Effect, 0));
        Assert.Equal(["tumour_share", "inflammatory_share"], figures.Composition!.Types);
        Assert.Equal([.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 20)], figures.Composition.Bars.Select(b => b.Group));
        Assert.Equal(40, figures.Scores.Count);
        Assert.Equal(["iTED", "radiomics", "clinical"], figures.Correlations.Select(c => c.Block));
        Assert.Null(GroupFigures.Of(Of(StudyData.Study(12, 0) with { Features = [StudyData.Study(12, 0).Features[0]] })).Composition);
    }

    [Fact]
    public void UnmatchedPatients_AreInTheMatchingTable()
    {
        using var folder = new TemporaryFolder();
        GroupStudyInput study = StudyData.Study(12, 0);
        FeatureTable fewer = study.Features[0].Table.SelectRows([.. Enumerable.Range(0, 10)]);
        GroupAnalysisWriter.Write(folder.File("out"), Of(study with { Features = [new PatientFeatures(fewer)] }), []);
        TextTable matching = TextTable.Read(folder.File("out", "matching_report.csv"));
        Assert.Equal(12, matching.RowCount);
        Assert.Equal(2, matching.Column("Status").Count(s => s == GroupAnalysisProblems.NoSlide));
        Assert.Equal("Message", matching.Header[^1]);
    }
}
