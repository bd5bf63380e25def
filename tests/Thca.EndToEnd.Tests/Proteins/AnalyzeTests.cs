using System.Text.Json;
using Thca.Core.Tables;
using Thca.Tables.Excel;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Proteins;

/// <summary><c>thca proteins analyze</c> as a user runs it.</summary>
public sealed class AnalyzeTests : IDisposable
{
    private static readonly string[] Grades = ["Negative", "Weak Positive", "Moderate Positive", "Strong Positive"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Analyze_GroupsFromAModel_WritesEveryFile_SameBytesAtAnyJobs()
    {
        string proteins = Write("proteins.csv", "PatientID,M_stage,SUCLG1,DLAT\n" + Rows((id, high, level) => $"{id},{(high ? "M1" : "M0")},{Grades[level]},{Grades[3 - level]}"));
        string groups = Write("risk_groups.csv", "PatientID,Predicted_Probability,Risk_Group_Clinical,Prediction_Source\n" + Rows((id, high, _) => $"{id},0.5,{(high ? "High" : "Low")},out_of_fold"));
        string[] arguments = ["proteins", "analyze", "--table", proteins, "--groups", groups, "--group", "Risk_Group_Clinical", "--json"];
        ThcaRun run = ThcaRun.Of([.. arguments, "--out", _folder.File("one"), "--jobs", "1"]).Expect(0);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Close.To(0.7871972318, json.RootElement.GetProperty("proteins")[0].GetProperty("effect").GetDouble(), 1e-9);
        TextTable tests = TextTable.Read(_folder.File("one", "tests.csv"));
        Assert.Equal("Protein,N_low,N_high,Effect,Effect_lower,Effect_upper,P,P_exact,Q", string.Join(',', tests.Header.Take(9)));
        Close.To(0.0028131310, tests.Number(0, "P_exact"), 1e-6);
        Assert.Equal("COLUMN_ABSENT", tests[2, "Status"]);
        Assert.Contains("SUCLG1", File.ReadAllText(_folder.File("one", "report.md")), StringComparison.Ordinal);
        Assert.Equal("Low", Workbook.Read(_folder.File("one", "protein_crosstabs.xlsx"), "SUCLG1")[0, "Group"]);
        Assert.True(File.Exists(_folder.File("one", "protein_outcome.csv")));

        ThcaRun.Of([.. arguments, "--out", _folder.File("two"), "--jobs", "2"]).Expect(0);
        foreach (string file in (string[])["tests.csv", "correlations.csv", "report.md", "protein_levels.csv", "protein_run.json"])
            Assert.Equal(File.ReadAllBytes(_folder.File("one", file)), File.ReadAllBytes(_folder.File("two", file)));
    }

    [Fact]
    public void Analyze_ReferenceMode_IsWatermarked()
    {
        string proteins = Write("proteins.csv", "PatientID,Risk_Group_Clinical,X\n" + Rows((id, high, level) => $"{id},{(high ? "High" : "Low")},{Grades[level]}"));
        ThcaRun.Of("proteins", "analyze", "--table", proteins, "--panel", "X", "--mode", "reference", "--out", _folder.File("out")).Expect(0);
        TextTable results = TextTable.Read(_folder.File("out", "protein_statistical_results.csv"));
        Close.To(9.2323232323, results.Number(0, "Chi-square"), 1e-9);
        Assert.Contains("watermark", File.ReadAllText(_folder.File("out", "protein_run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_MisspeltGrade_OneLineWithRowAndColumn()
    {
        string proteins = Write("proteins.csv", "PatientID,Risk_Group_Clinical,X\n1,Low,Negatve\n2,High,Negative\n");
        ThcaRun run = ThcaRun.Of("proteins", "analyze", "--table", proteins, "--group", "Risk_Group_Clinical", "--out", _folder.File("out")).Expect(1);
        Assert.Contains("GRADE_UNKNOWN: proteins.csv: Data row 1, column 'X': 'Negatve'", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Analyze_EmptyGroup_KeepsItsRow_ExitCode3()
    {
        string proteins = Write("proteins.csv", "PatientID,Risk_Group_Clinical,X\n1,Low,weak\n2,Low,negative\n3,High,\n");
        ThcaRun run = ThcaRun.Of("proteins", "analyze", "--table", proteins, "--out", _folder.File("out")).Expect(3);
        Assert.Contains("GROUP_TOO_SMALL", run.Error, StringComparison.Ordinal);
        Assert.Equal("GROUP_TOO_SMALL", TextTable.Read(_folder.File("out", "tests.csv"))[0, "Status"]);
        ThcaRun.Of("proteins", "analyze", "--table", proteins, "--scale", "X=blue", "--out", _folder.File("out")).Expect(2);
    }

    /// <summary>The worked table: Low 9 5 2 1, High 2 4 6 5.</summary>
    private static string Rows(Func<string, bool, int, string> row)
    {
        int[][] counts = [[9, 5, 2, 1], [2, 4, 6, 5]];
        var lines = new List<string>();
        for (int g = 0; g < 2; g++)
            for (int level = 0; level < 4; level++)
                for (int i = 0; i < counts[g][level]; i++) lines.Add(row($"P{lines.Count + 1:000}", g == 1, level));
        return string.Join('\n', lines) + "\n";
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
