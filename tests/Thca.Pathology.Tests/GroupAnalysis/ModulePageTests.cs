using System.Text;
using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Comparison;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.GroupAnalysis.Reporting;
using Thca.Testing;

namespace Thca.Pathology.Tests.GroupAnalysis;

/// <summary>The code on the module page.</summary>
public sealed class ModulePageTests
{
    [Fact]
    public void GroupAnalysis_OnThePage()
    {
        using var folder = new TemporaryFolder();
        string heterogeneity = folder.File("cellular_heterogeneity.csv"), riskGroups = folder.File("risk_groups.csv"), planFile = folder.File("analysis.json");
        var lines = new List<string>();
        StringBuilder slides = new("PatientID,tumour_area_um2_cv,Status,Message\n"), groupRows = new("PatientID,Risk_Group_Clinical,Prediction_Source\n");
        for (int i = 0; i < 12; i++)
        {
            slides.Append(System.Globalization.CultureInfo.InvariantCulture, $"{StudyData.Id(i)},{0.3 + 0.01 * i},ok,\n");
            groupRows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{StudyData.Id(i)},{(i < 6 ? "High" : "Low")},out_of_fold\n");
        }

        File.WriteAllText(heterogeneity, slides.ToString());
        File.WriteAllText(riskGroups, groupRows.ToString());
        File.WriteAllText(planFile, """{ "schema": "thca-pathology-analysis/1", "primary": ["tumour_area_um2_cv"] }""");

        #region groups
        TextTable groups = TextTable.Read(riskGroups);
        var input = new GroupStudyInput
        {
            Features = [new PatientFeatures(FeatureTableFile.Read(heterogeneity))],
            GroupIds = groups.Column("PatientID"),
            Groups = RiskGroupReader.Read(groups, [.. Enumerable.Range(0, groups.RowCount)]),
        };
        GroupStudyResult result = GroupStudyAnalyzer.Analyze(input, AnalysisPlanReader.Read(planFile));
        foreach (FeatureComparison t in result.Significant)
            lines.Add($"{t.Variable.Name}: High minus Low {t.Shift!.Shift:0.000}, Cliff's delta {t.Delta!.Value:0.00} ({t.Delta.Lower:0.00} to {t.Delta.Upper:0.00}), Holm p {t.Holm:0.0000}");
        GroupAnalysisWriter.Write(folder.File("analysis"), result, []);
        #endregion

        Assert.StartsWith("tumour_area_um2_cv: High minus Low -0.060, Cliff's delta -1.00", lines.Single(), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("analysis", "report.md")));
    }
}
