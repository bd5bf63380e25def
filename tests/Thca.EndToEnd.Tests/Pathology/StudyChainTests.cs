using System.Globalization;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Pathology;

/// <summary>From generated slides to the comparison of risk groups, command by command: the difference that was put in is found.</summary>
public sealed class StudyChainTests : IDisposable
{
    private const int Patients = 12;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TwelvePatients_TissueToGroups_FindLowerHeterogeneityInHighRisk()
    {
        string cohort = _folder.File("cohort"), workspace = _folder.File("pathology"), slides = _folder.File("cohort", "slides.csv");
        ThcaRun.Of("phantom", "cohort", "--patients", Patients.ToString(CultureInfo.InvariantCulture), "--m1-ratio", "1", "--size", "48,48,20", "--spacing", "1.6,1.6,4", "--slide-effect", "0.5", "--out", cohort, "--quiet").Expect(0);
        ThcaRun.Of("pathology", "tissue", "--slides", slides, "--no-focus", "--out", workspace, "--quiet").Expect(0);
        ThcaRun.Of("pathology", "detect", "--slides", slides, "--detector", "oracle", "--truth", Path.Combine(cohort, "slides_truth"), "--out", workspace, "--quiet").Expect(0);
        ThcaRun.Of("pathology", "features", "--slides", slides, "--bootstrap", "0", "--permutations", "0", "--envelopes", "0", "--min-nuclei", "20", "--out", workspace, "--quiet").Expect(0);
        string groups = Groups(TextTable.Read(Path.Combine(cohort, "truth.csv")));
        ThcaRun run = ThcaRun.Of("pathology", "analyze", "--groups", groups, "--imaging", Path.Combine(cohort, "clinical.csv"), "--out", workspace, "--progress", "none").Expect(0);
        Assert.Contains("tumour_area_um2_cv (primary): lower in High", run.Output, StringComparison.Ordinal);
        TextTable tests = TextTable.Read(Path.Combine(workspace, "tests.csv"));
        int primary = Array.IndexOf(tests.Column("feature"), "tumour_area_um2_cv");
        Assert.True(tests.Number(primary, "cliff_delta") < -0.4 && tests.Number(primary, "p") < 0.1, $"delta {tests[primary, "cliff_delta"]}, p {tests[primary, "p"]}");
        Assert.Equal(["composition", "heterogeneity", "morphology", "spatial"], tests.Column("family").Distinct().Order(StringComparer.Ordinal));
        Assert.All(Enumerable.Range(0, tests.RowCount), r => Assert.Equal(tests[r, "status"] == "ok", !double.IsNaN(tests.Number(r, "p"))));
        Assert.Equal(Patients, TextTable.Read(Path.Combine(workspace, "matching_report.csv")).Column("Analysed").Count(a => a == "true"));
    }

    /// <summary>The half with the higher true risk is High.</summary>
    private string Groups(TextTable truth)
    {
        double[] risk = [.. Enumerable.Range(0, truth.RowCount).Select(r => truth.Number(r, "Risk"))];
        double middle = risk.Order().ElementAt(risk.Length / 2);
        string path = _folder.File("risk_groups.csv");
        File.WriteAllText(path, "PatientID,Risk_Group_Clinical,Prediction_Source,True_M_stage\n" + string.Concat(risk.Select((p, r) => $"{truth[r, "PatientID"]},{(p >= middle ? "High" : "Low")},out_of_fold,{truth[r, "M1"]}\n")));
        return path;
    }
}
