using System.Globalization;
using System.Text;
using System.Text.Json;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Tables.Excel;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Clinical;

/// <summary>The clinical commands as a user runs them; files and columns are those of the command line contract.</summary>
public class ClinicalCommandTests
{
    [Fact]
    public void Clean_WritesTypedImputedAndAuditFiles()
    {
        using var folder = new TemporaryFolder();
        string table = Save(folder, "t.csv", Patients(80, 1)), output = Path.Combine(folder.FullName, "clean");
        ThcaRun.Of("clinical", "clean", "--table", table, "--out", output).Expect(0);
        TextTable clean = TextTable.Read(Path.Combine(output, "clinical_clean.csv")), processed = TextTable.Read(Path.Combine(output, "clinical_processed.csv"));
        Assert.Equal(["PatientID", "M_stage"], clean.Header.Take(2));
        Assert.Equal("001", clean[0, "PatientID"]);
        Assert.Contains("NLR", clean.Header);
        Assert.Contains("", clean.Column("Age"));
        Assert.DoesNotContain("", processed.Header.SelectMany(processed.Column));
        TextTable mask = TextTable.Read(Path.Combine(output, "imputed_mask.csv"));
        Assert.Equal(clean.Column("Age").Select(a => a.Length == 0 ? "1" : "0"), mask.Column("Age"));
        foreach (string file in new[] { "imputation.json", "validation.csv", "report.md", "provenance.json", "data_dictionary.csv" }) Assert.True(File.Exists(Path.Combine(output, file)), file);
    }

    [Fact]
    public void Clean_UnreadableCells_ExitThree_FatalTables_ExitOne()
    {
        using var folder = new TemporaryFolder();
        string output = Path.Combine(folder.FullName, "o");
        ThcaRun bad = ThcaRun.Of("clinical", "clean", "--table", Save(folder, "bad.csv", "PatientID,Age\n1,x\n2,50\n3,40\n"), "--out", output).Expect(3);
        Assert.Contains("NOT_A_NUMBER: row 1, column Age", bad.Error, StringComparison.Ordinal);
        ThcaRun twice = ThcaRun.Of("clinical", "clean", "--table", Save(folder, "dup.csv", "PatientID,Age\n1,50\n1,60\n"), "--out", output).Expect(1);
        Assert.Contains("DUPLICATE_ID", twice.Error, StringComparison.Ordinal);
        Assert.Contains("duplicate_id", TextTable.Read(Path.Combine(output, "validation.csv")).Column("Code")[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Compare_WritesEveryFormat_AlsoFromAWorkbook()
    {
        using var folder = new TemporaryFolder();
        string output = Path.Combine(folder.FullName, "t1"), book = Path.Combine(folder.FullName, "t.xlsx");
        Workbook.Write(book, ("Sheet1", TextTable.Read(Save(folder, "t.csv", Patients(60, 2)))));
        ThcaRun.Of("clinical", "compare", "--table", book, "--group", "M_stage", "--out", output).Expect(0);
        Assert.Equal(["variable", "label", "unit", "level", "kind", "n_M0"], TextTable.Read(Path.Combine(output, "table1.csv")).Header.Take(6));
        foreach (string ending in new[] { ".md", ".html", ".tex", ".xlsx" }) Assert.True(File.Exists(Path.Combine(output, "table1" + ending)), ending);
        Assert.Equal("Characteristic", Workbook.Read(Path.Combine(output, "table1.xlsx")).Header[0]);
    }

    [Fact]
    public void Compare_TwoTables_KeepTheirOrder_AndRefuseDrift()
    {
        using var folder = new TemporaryFolder();
        string a = Save(folder, "a.csv", Patients(40, 3)), b = Save(folder, "b.csv", Patients(30, 4)), output = Path.Combine(folder.FullName, "t1");
        ThcaRun.Of("clinical", "compare", "--tables", $"Training={a}", $"External={b}", "--out", output).Expect(0);
        Assert.Contains("n_Training", TextTable.Read(Path.Combine(output, "table1.csv")).Header[5], StringComparison.Ordinal);
        string c = Save(folder, "c.csv", "PatientID,Age\n1,50\n2,60\n");
        Assert.Contains("SCHEMA_DRIFT", ThcaRun.Of("clinical", "compare", "--tables", $"A={a}", $"C={c}", "--out", output).Expect(1).Error, StringComparison.Ordinal);
        ThcaRun.Of("clinical", "compare", "--table", a, "--out", output).Expect(2);
    }

    [Fact]
    public void Regress_WithScoresAndExternalCohort()
    {
        using var folder = new TemporaryFolder();
        string training = Patients(150, 5), external = Patients(100, 6, 500);
        string output = Path.Combine(folder.FullName, "r"), scores = Save(folder, "iTED_predictions.csv", Scores(training, external));
        ThcaRun.Of(
            "clinical", "regress", "--table", Save(folder, "t.csv", training), "--outcome", "M_stage", "--external", Save(folder, "e.csv", external), "--scores", scores,
            "--impute", "fcs", "--imputations", "3", "--out", output).Expect(0);
        TextTable multi = TextTable.Read(Path.Combine(output, "multivariable.csv"));
        Assert.Equal(["Term", "Level", "N", "Events", "OR", "CI_lower", "CI_upper", "P", "Method", "Scale"], multi.Header.Take(10));
        Assert.Contains("iTED_Risk", multi.Column("Term"));
        Assert.Equal(2, TextTable.Read(Path.Combine(output, "summary_scores.csv")).RowCount);
        Assert.True(JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "risk_thresholds.json"))).RootElement.GetProperty("scores")[0].GetProperty("threshold").GetDouble() > 0);
        Assert.True(JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "model_diagnostics.json"))).RootElement.GetProperty("external").GetProperty("n").GetInt32() > 0);
        foreach (string file in new[] { "univariable.csv", "univariable_external.csv", "multivariable_external.csv", "cohort_consistency.csv", "regression.xlsx" }) Assert.True(File.Exists(Path.Combine(output, file)), file);
    }

    [Fact]
    public void Regress_JobsDoNotChangeFiles_AndWrongUsageIsTwo()
    {
        using var folder = new TemporaryFolder();
        string table = Save(folder, "t.csv", Patients(120, 7));
        foreach (string jobs in new[] { "1", "2" })
            ThcaRun.Of("clinical", "regress", "--table", table, "--outcome", "M_stage", "--impute", "fcs", "--imputations", "2", "--jobs", jobs, "--out", Path.Combine(folder.FullName, jobs)).Expect(0);
        foreach (string file in new[] { "univariable.csv", "multivariable.csv", "model_diagnostics.json", "provenance.json" })
            Assert.Equal(File.ReadAllText(Path.Combine(folder.FullName, "1", file)), File.ReadAllText(Path.Combine(folder.FullName, "2", file)));
        string ith = Save(folder, "ith.csv", "PatientID,3D_ITHscore\n001,0.5\n002,0.7\n");
        Assert.Contains("--score-direction", ThcaRun.Of("clinical", "regress", "--table", table, "--outcome", "M_stage", "--scores", ith, "--out", folder.FullName).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ReferenceMode_RunsAndIsWatermarked()
    {
        using var folder = new TemporaryFolder();
        string table = Save(folder, "t.csv", Patients(80, 9)), clean = Path.Combine(folder.FullName, "clean"), regress = Path.Combine(folder.FullName, "r");
        ThcaRun.Of("clinical", "clean", "--mode", "reference", "--table", table, "--out", clean).Expect(0);
        ThcaRun.Of("clinical", "compare", "--mode", "reference", "--table", table, "--group", "M_stage", "--out", Path.Combine(folder.FullName, "t1")).Expect(0);
        ThcaRun.Of("clinical", "regress", "--mode", "reference", "--table", Path.Combine(clean, "clinical_processed.csv"), "--outcome", "M_stage", "--out", regress).Expect(0);
        foreach (string run in new[] { clean, regress }) Assert.Contains("watermark", File.ReadAllText(Path.Combine(run, "provenance.json")), StringComparison.Ordinal);
        Assert.StartsWith("L2", TextTable.Read(Path.Combine(regress, "univariable.csv")).Column("Method").First(m => m != "reference"), StringComparison.Ordinal);
    }

    [Fact]
    public void Uci_CleanCompareRegress_SeparatedTermsAreFirthWithFiniteLimits()
    {
        string table = SharedData.Path("data", "clinical", "uci_dtc_recurrence.csv");
        using var folder = new TemporaryFolder();
        string schema = Path.Combine(AppContext.BaseDirectory, "uci.schema.json"), clean = Path.Combine(folder.FullName, "clean"), regress = Path.Combine(folder.FullName, "r");
        ThcaRun.Of("clinical", "clean", "--table", table, "--schema", schema, "--out", clean).Expect(0);
        string typed = Path.Combine(clean, "clinical_clean.csv");
        ThcaRun.Of("clinical", "compare", "--table", typed, "--schema", schema, "--group", "Recurred", "--out", Path.Combine(folder.FullName, "t1")).Expect(0);
        ThcaRun.Of("clinical", "regress", "--table", typed, "--schema", schema, "--outcome", "Recurred", "--terms", "Age,Sex,T_stage,M_stage", "--out", regress).Expect(0);
        TextTable rows = TextTable.Read(Path.Combine(regress, "multivariable.csv"));
        int m1 = Enumerable.Range(0, rows.RowCount).Single(r => rows[r, "Level"] == "M1");
        Assert.Equal(("18", "18"), (rows[m1, "N"], rows[m1, "Events"])); // all 18 patients with M1 recurred (counted in the file)
        Assert.StartsWith("Firth", rows[m1, "Method"], StringComparison.Ordinal);
        Assert.True(double.IsFinite(rows.Number(m1, "CI_lower")) && double.IsFinite(rows.Number(m1, "CI_upper")));
        Assert.Equal("quasi-complete", rows[m1, "Separation"]);
    }

    private static string Save(TemporaryFolder folder, string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    private static string Patients(int n, long seed, int first = 1)
    {
        RandomStream stream = new RandomSeed(seed).Stream("patients");
        var text = new StringBuilder("PatientID,M_stage,Sex,Age,T_stage,PLT,LYM,MONO,NE\n");
        string F(double v) => v.ToString("F2", CultureInfo.InvariantCulture);
        string Maybe(string v) => stream.NextDouble() < 0.08 ? "" : v;
        for (int i = 0; i < n; i++)
        {
            double z = stream.NextNormal();
            int event_ = stream.NextDouble() < 1 / (1 + Math.Exp(1 - 1.3 * z)) ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"{first + i:D3},M{event_},{Maybe(stream.NextInt(2) == 0 ? "F" : "M")},{Maybe(F(50 + 8 * z + 6 * stream.NextNormal()))},{Maybe($"T{stream.NextInt(3) + 1}a")},");
            text.Append(CultureInfo.InvariantCulture, $"{Maybe(F(230 + 30 * stream.NextNormal()))},{F(2 + 0.3 * stream.NextNormal())},{F(0.5 + 0.05 * stream.NextNormal())},{Maybe(F(4 + 0.8 * z))}\n");
        }

        return text.ToString();
    }

    private static string Scores(params string[] tables)
    {
        var text = new StringBuilder("PatientID,Predicted_Probability,Prediction_Source\n");
        RandomStream stream = new RandomSeed(8).Stream("scores");
        foreach (string line in tables.SelectMany(t => t.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)))
        {
            string[] cells = line.Split(',');
            double lp = (cells[1] == "M1" ? 0.8 : -0.8) + stream.NextNormal();
            text.Append(CultureInfo.InvariantCulture, $"{cells[0]},{1 / (1 + Math.Exp(-lp))},out_of_fold\n");
        }

        return text.ToString();
    }
}
