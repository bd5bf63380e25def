using System.Globalization;
using System.Text;
using System.Text.Json;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Pathology;

/// <summary><c>thca pathology analyze</c> as a user runs it, on tables of 30 generated patients.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private const string Plan = """{ "schema": "thca-pathology-analysis/1", "primary": ["tumour_area_um2_cv"], "seed": 11, "exclude": [ { "patient": "P029", "reason": "scanner fault" } ] }""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Analyze_DeclaredPlan_WritesEveryFile_SameBytesAtAnyJobs()
    {
        string groups = Study("one");
        Study("two");
        string plan = Write("analysis.json", Plan), imaging = _folder.File("imaging.csv");
        string[] arguments = ["pathology", "analyze", "--groups", groups, "--group", "Risk_Group_Clinical", "--imaging", imaging, "--plan", plan, "--json"];
        ThcaRun run = ThcaRun.Of([.. arguments, "--out", _folder.File("one"), "--jobs", "1"]).Expect(0);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(Core.Provenance.ContentHash.Of(Plan).Hex, json.RootElement.GetProperty("plan").GetString());
        Assert.True(json.RootElement.GetProperty("tests")[0].GetProperty("cliffsDelta").GetDouble() < -0.4);
        Assert.Equal("ok", json.RootElement.GetProperty("score").GetProperty("status").GetString());
        TextTable tests = TextTable.Read(_folder.File("one", "tests.csv"));
        Assert.Equal(
            "family,feature,n_low,n_high,median_low,median_high,hl_difference,hl_lo,hl_hi,cliff_delta,cd_lo,cd_hi,hedges_g,g_lo,g_hi,p,p_min_attainable,q,holm,status,flags",
            string.Join(',', tests.Header.Take(21)));
        Assert.DoesNotContain("EXPLORATORY", tests[0, "flags"], StringComparison.Ordinal);
        TextTable matching = TextTable.Read(_folder.File("one", "matching_report.csv"));
        Dictionary<string, string> reasons = Enumerable.Range(0, matching.RowCount).ToDictionary(r => matching[r, "PatientID"], r => matching[r, "Status"]);
        Assert.Equal("NO_SLIDE", reasons["P030"]);
        Assert.Equal("EXCLUDED_BY_PLAN", reasons["P029"]);
        Assert.Contains("NO_SLIDE", run.Error, StringComparison.Ordinal);
        Assert.Equal("row,column,n,rho,lo,hi,p,q,status", string.Join(',', TextTable.Read(_folder.File("one", "correlations.csv")).Header.Take(9)));
        string report = File.ReadAllText(_folder.File("one", "report.md")), html = File.ReadAllText(_folder.File("one", "report.html"));
        Assert.Contains("tumour_area_um2_cv: estimate lower in High", report, StringComparison.Ordinal);
        Assert.Contains(Core.Provenance.ContentHash.Of(Plan).Hex, report, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("lower in High", html, StringComparison.Ordinal);

        ThcaRun.Of([.. arguments, "--out", _folder.File("two"), "--jobs", "2"]).Expect(0);
        string[] files = [.. Directory.GetFiles(_folder.File("one"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.File("one"), f)).Order(StringComparer.Ordinal)];
        foreach (string expected in (string[])["descriptives.csv", "score_out_of_fold.csv", "score_model.json", "provenance.json", "outcome_tests.csv", "omnibus.csv", "clusters.csv", "slide_models.csv", Path.Combine("figures", "forest_heterogeneity.csv"), Path.Combine("figures", "composition.csv")])
            Assert.Contains(expected, files);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(_folder.File("one", f)), File.ReadAllBytes(_folder.File("two", f))));
    }

    [Fact]
    public void Analyze_WithoutPlan_IsExploratory_FewPatientsHaveNoScore_ExitCode3WhenNothingCanBeTested()
    {
        string groups = Study("out");
        ThcaRun.Of("pathology", "analyze", "--groups", groups, "--out", _folder.File("out")).Expect(0);
        Assert.Contains("**Exploratory**", File.ReadAllText(_folder.File("out", "report.md")), StringComparison.Ordinal);
        Assert.Contains("EXPLORATORY", TextTable.Read(_folder.File("out", "tests.csv"))[0, "flags"], StringComparison.Ordinal);
        string few = Write("few.csv", "PatientID,RiskGroup\nP001,Low\nP002,High\nP003,High\n");
        ThcaRun run = ThcaRun.Of("pathology", "analyze", "--groups", few, "--out", _folder.File("out")).Expect(3);
        Assert.Contains("GROUP_TOO_SMALL", run.Error, StringComparison.Ordinal);
        Assert.Contains("PROVENANCE_UNKNOWN", run.Error, StringComparison.Ordinal);
        Assert.Equal("GROUP_TOO_SMALL", TextTable.Read(_folder.File("out", "tests.csv"))[0, "status"]);
    }

    [Fact]
    public void Analyze_GroupsOfOtherPatients_NameEveryone_AndTestNothing()
    {
        Study("out");
        string others = Write("others.csv", "PatientID,Risk_Group_Clinical,Prediction_Source\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"X{i},{(i % 2 == 0 ? "High" : "Low")},out_of_fold\n")));
        ThcaRun run = ThcaRun.Of("pathology", "analyze", "--groups", others, "--out", _folder.File("out")).Expect(3);
        Assert.Contains("NO_SLIDE", run.Error, StringComparison.Ordinal);
        TextTable matching = TextTable.Read(_folder.File("out", "matching_report.csv"));
        Assert.Equal(8 + 29, matching.RowCount);
        Assert.DoesNotContain("true", matching.Column("Analysed"));
        Assert.DoesNotContain("ok", TextTable.Read(_folder.File("out", "tests.csv")).Column("status"));
    }

    [Fact]
    public void Analyze_OnePatientInAGroup_IsDescribedNotTested()
    {
        Study("out");
        string one = Write("one.csv", "PatientID,Risk_Group_Clinical,Prediction_Source\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"P{i:000},{(i == 9 ? "High" : "Low")},out_of_fold\n")));
        Assert.Contains("GROUP_TOO_SMALL", ThcaRun.Of("pathology", "analyze", "--groups", one, "--out", _folder.File("out")).Expect(3).Error, StringComparison.Ordinal);
        TextTable tests = TextTable.Read(_folder.File("out", "tests.csv"));
        Assert.Equal(("8", "1", "GROUP_TOO_SMALL"), (tests[0, "n_low"], tests[0, "n_high"], tests[0, "status"]));
        Assert.False(double.IsNaN(tests.Number(0, "median_high")));
        Assert.True(double.IsNaN(tests.Number(0, "p")));
    }

    [Fact]
    public void Analyze_NaNInAFeature_LeavesThatPatientOutOfThatFeatureAlone()
    {
        string groups = Study("out"), table = _folder.File("out", "cellular_heterogeneity.csv");
        string[] lines = File.ReadAllLines(table);
        string[] cells = lines[1].Split(',');
        Assert.Equal("tumour_area_um2_cv", lines[0].Split(',')[2]);
        cells[2] = "NaN";
        lines[1] = string.Join(',', cells);
        File.WriteAllLines(table, lines);
        ThcaRun.Of("pathology", "analyze", "--groups", groups, "--out", _folder.File("out")).Expect(0);
        TextTable tests = TextTable.Read(_folder.File("out", "tests.csv"));
        string[] names = tests.Column("feature");
        int with = Array.IndexOf(names, "tumour_area_um2_cv"), without = Array.IndexOf(names, "tumour_solidity_cv");
        Assert.Equal(28, tests.Number(with, "n_low") + tests.Number(with, "n_high"));
        Assert.Equal(29, tests.Number(without, "n_low") + tests.Number(without, "n_high"));
        Assert.All((int[])[with, without], r => Assert.False(double.IsNaN(tests.Number(r, "p"))));
    }

    [Fact]
    public void Analyze_WrongInputs_AreOneLineWithARemedy()
    {
        string groups = Study("out");
        string wrong = Write("wrong.csv", "PatientID,Risk_Group_Clinical\nP001,lo\nP002,High\n");
        ThcaRun labels = ThcaRun.Of("pathology", "analyze", "--groups", wrong, "--out", _folder.File("out")).Expect(1);
        Assert.Contains("'lo' (1) is neither Low nor High", labels.Error, StringComparison.Ordinal);
        ThcaRun empty = ThcaRun.Of("pathology", "analyze", "--groups", groups, "--out", _folder.File("nowhere")).Expect(1);
        Assert.Contains("thca pathology features", empty.Error, StringComparison.Ordinal);
        string plan = Write("bad.json", """{ "schema": "thca-pathology-analysis/1", "primery": [] }""");
        ThcaRun refused = ThcaRun.Of("pathology", "analyze", "--groups", groups, "--plan", plan, "--out", _folder.File("out")).Expect(1);
        Assert.Contains("'primery' is unknown", refused.Error, StringComparison.Ordinal);
        Assert.All((ThcaRun[])[labels, empty, refused], r => Assert.Single(r.Error.TrimEnd().Split('\n')));
        ThcaRun.Of("pathology", "analyze", "--groups", groups, "--plan", plan, "--mode", "reference", "--out", _folder.File("out")).Expect(2);
    }

    [Fact]
    public void Analyze_ReferenceMode_IsWatermarked_AndNamesMissingPatients()
    {
        RandomStream random = RandomSeed.Default.Stream("reference");
        string groups = Write("reference_groups.csv", "PatientID,Risk_Group_Clinical,True_M_stage\n" + string.Concat(Enumerable.Range(0, 13).Select(i => $"R{i:00},{(i % 2 == 0 ? "Low" : "High")},{(i % 2 == 0 ? 0 : 1)}\n")));
        for (int i = 0; i < 12; i++)
        {
            var nuclei = new StringBuilder("area,eccentricity,circularity,curve_std,intensity_max,contrast,homogeneity,nucleus_type,centroid_x,centroid_y\n");
            for (int n = 0; n < 40; n++)
                nuclei.Append(CultureInfo.InvariantCulture, $"{100 + 10 * random.NextNormal()},0.5,{0.7 + 0.1 * random.NextNormal()},{random.NextDouble()},{200 + random.NextNormal()},{random.NextDouble()},0.9,{1 + n % 3},{1000 * random.NextDouble()},{1000 * random.NextDouble()}\n");
            Write(Path.Combine("reference", $"nuclear_features_R{i:00}.csv"), nuclei.ToString());
            Write(Path.Combine("reference", $"cellular_ith_scores_R{i:00}.csv"), string.Create(CultureInfo.InvariantCulture, $"PatientID,area_ith,contrast_ith\nR{i:00},{30 + random.NextNormal()},{random.NextDouble()}\n"));
        }

        ThcaRun run = ThcaRun.Of("pathology", "analyze", "--groups", groups, "--mode", "reference", "--out", _folder.File("reference")).Expect(3);
        Assert.Contains("R12: NO_SLIDE", run.Error, StringComparison.Ordinal);
        Assert.Contains("not for new conclusions", File.ReadAllText(_folder.File("reference", "report.md")), StringComparison.Ordinal);
        Assert.Contains("\"mode\": \"Reference\"", File.ReadAllText(_folder.File("reference", "provenance.json")), StringComparison.Ordinal);
        Assert.Equal(2, TextTable.Read(_folder.File("reference", "reference_heterogeneity.csv")).RowCount);
    }

    /// <summary>30 patients with groups, 28 of them and one more with slides; heterogeneity is lower in High. Returns the groups table.</summary>
    private string Study(string workspace)
    {
        RandomStream random = new RandomSeed(5).Stream("study");
        StringBuilder groups = new("PatientID,Predicted_Probability,Risk_Group_Clinical,Risk_Group_Tertile,Prediction_Source,True_M_stage\n"), slides = new("PatientID,n_slides,tumour_area_um2_cv,tumour_solidity_cv,tumour_area_um2_median,tumour_composition_share,inflammatory_composition_share,tumour_composition_clr,Status,Message\n"), imaging = new("PatientID,iTED_glcm,3D_ITHscore,Age,Status,Message\n");
        for (int i = 1; i <= 30; i++)
        {
            bool high = i % 2 == 0, event1 = i % 9 == 0 ? !high : high;
            double cv = 0.4 - (high ? 0.12 : 0) + 0.05 * random.NextNormal(), share = 0.6 + 0.05 * random.NextNormal();
            groups.Append(CultureInfo.InvariantCulture, $"P{i:000},{(high ? 0.8 : 0.2)},{(high ? "High" : "Low")},{(i % 3 == 0 ? "Low" : i % 3 == 1 ? "Intermediate" : "High")},out_of_fold,{(event1 ? 1 : 0)}\n");
            imaging.Append(CultureInfo.InvariantCulture, $"P{i:000},{-cv + 0.05 * random.NextNormal()},{random.NextDouble()},{50 + 10 * random.NextNormal()},ok,\n");
            if (i == 30) continue;
            slides.Append(CultureInfo.InvariantCulture, $"P{i:000},2,{cv},{random.NextDouble()},{40 + random.NextNormal()},{share},{1 - share},{share - 0.6},ok,\n");
            for (int s = 1; s <= 2; s++)
                Write(Path.Combine(workspace, $"P{i:000}_{s}", "heterogeneity.csv"), string.Create(CultureInfo.InvariantCulture, $"PatientID,SlideID,type_group,feature,statistic,value,lo,hi,n,reason\nP{i:000},P{i:000}_{s},tumour,area_um2,cv,{cv + 0.01 * s},,,100,\n"));
        }

        Write(Path.Combine(workspace, "cellular_heterogeneity.csv"), slides.ToString());
        Write("imaging.csv", imaging.ToString());
        return Write("risk_groups.csv", groups.ToString());
    }

    private string Write(string name, string text)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
