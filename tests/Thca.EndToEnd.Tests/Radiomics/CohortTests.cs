using System.IO.Compression;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Radiomics;

/// <summary>A cohort on disk: broken cases, resumption, and the promise that no row is ever lost.</summary>
public sealed class CohortTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Extract_ThreeOfTenBroken_SevenRowsOfValues_ThreeReasons_ExitCode3()
    {
        string cohort = Generate(10);
        TextTable cases = TextTable.Read(cohort);
        File.Delete(Beside(cohort, cases[1, "Image"]));
        Truncate(Beside(cohort, cases[4, "Mask"]));
        Empty(Beside(cohort, cases[7, "Mask"]));
        string table = _folder.File("features.csv");
        ThcaRun run = ThcaRun.Of("radiomics", "extract", "--cohort", cohort, "--profile", "thca", "--out", table).Expect(3);

        TextTable features = TextTable.Read(table);
        Assert.Equal(cases.Column("PatientID"), features.Column("PatientID"));
        string[] status = features.Column("Status");
        Assert.Equal(7, status.Count(s => s == "ok"));
        Assert.Equal("FILE_NOT_FOUND", status[1]);
        Assert.Equal("FILE_TRUNCATED", status[4]);
        Assert.Equal("FORMAT_INVALID", status[7]);
        for (int row = 0; row < 10; row++)
        {
            bool failed = row is 1 or 4 or 7;
            Assert.Equal(failed, features[row, "glcm_Contrast"] == "NaN");
            Assert.Equal(failed, features[row, "Message"].Length > 0);
            if (failed) Assert.Contains(features[row, "PatientID"], run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(107 + 3, features.Header.Count);
        Assert.Equal(10, TextTable.Read(_folder.File("features.qc.csv")).RowCount);
        Assert.Equal(10, TextTable.Read(_folder.File("features.diagnostics.csv")).RowCount);
        Assert.True(File.Exists(_folder.File("features.provenance.json")));
    }

    [Fact]
    public void Extract_AgainWithRepairedAndFewerCases_ReusesFinished_KeepsEarlierRows()
    {
        string cohort = Generate(4);
        TextTable cases = TextTable.Read(cohort);
        string image = Beside(cohort, cases[2, "Image"]);
        byte[] sound = File.ReadAllBytes(image);
        File.Delete(image);
        string table = _folder.File("features.csv");
        string[] extract = ["radiomics", "extract", "--cohort", cohort, "--out", table];
        ThcaRun.Of(extract).Expect(3);
        string[] before = File.ReadAllLines(table);

        File.WriteAllBytes(image, sound);
        ThcaRun again = ThcaRun.Of(extract).Expect(0);
        Assert.Contains("3 unchanged from an earlier run", again.Output, StringComparison.Ordinal);
        string[] after = File.ReadAllLines(table);
        Assert.Equal([before[0], before[1], before[2], before[4]], [after[0], after[1], after[2], after[4]]);
        Assert.Equal("ok", TextTable.Read(table)[2, "Status"]);

        // A later cohort that names only the first patient must not lose the others.
        string[] lines = File.ReadAllLines(cohort);
        File.WriteAllText(cohort, string.Concat(lines.Take(2).Select(l => l + "\n")));
        ThcaRun.Of(extract).Expect(0);
        Assert.Equal(after, File.ReadAllLines(table));
    }

    [Fact]
    public void Extract_OneJobOrTwo_SameBytes()
    {
        string cohort = Generate(4);
        foreach (string jobs in new[] { "1", "2" })
            ThcaRun.Of("radiomics", "extract", "--cohort", cohort, "--jobs", jobs, "--out", _folder.File("jobs" + jobs, "features.csv")).Expect(0);
        foreach (string file in Directory.EnumerateFiles(_folder.File("jobs1")).Select(f => Path.GetFileName(f)!))
            Assert.Equal(File.ReadAllBytes(_folder.File("jobs1", file)), File.ReadAllBytes(_folder.File("jobs2", file)));
    }

    [Fact]
    public void Extract_KilledInTheMiddle_GoesOnWhereItStopped()
    {
        string cohort = Generate(6);
        string table = _folder.File("features.csv"), manifest = _folder.File("features.cases.jsonl");
        using (System.Diagnostics.Process process = ThcaRun.Start(_folder.FullName, "radiomics", "extract", "--cohort", cohort, "--jobs", "1", "--out", table))
        {
            while (!process.HasExited && !(File.Exists(manifest) && new FileInfo(manifest).Length > 0)) Thread.Sleep(2);
            process.Kill();
            process.WaitForExit();
        }

        ThcaRun resumed = ThcaRun.Of("radiomics", "extract", "--cohort", cohort, "--out", table).Expect(0);
        Assert.DoesNotContain("(0 unchanged", resumed.Output, StringComparison.Ordinal);
        string clean = _folder.File("clean", "features.csv");
        ThcaRun.Of("radiomics", "extract", "--cohort", cohort, "--out", clean).Expect(0);
        Assert.Equal(File.ReadAllBytes(clean), File.ReadAllBytes(table));
    }

    [Fact]
    public void Extract_DuplicatePatient_IsRefusedWithBothRows()
    {
        string cohort = Generate(2);
        File.AppendAllText(cohort, File.ReadAllLines(cohort)[1] + "\n");
        ThcaRun run = ThcaRun.Of("radiomics", "extract", "--cohort", cohort, "--out", _folder.File("features.csv")).Expect(1);
        Assert.Contains("DUPLICATE_ID", run.Error, StringComparison.Ordinal);
        Assert.Contains("row 1", run.Error, StringComparison.Ordinal);
        Assert.Contains("row 3", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--image", "a.nii.gz")]
    [InlineData("--image", "a.nii.gz", "--mask", "b.nii.gz", "--cohort", "c.csv")]
    [InlineData("--cohort", "c.csv", "--profile", "ibsi")]
    public void Extract_WrongUsage_ExitCode2(params string[] arguments)
    {
        File.WriteAllText(_folder.File("c.csv"), "PatientID,Image,Mask\n");
        ThcaRun.In(_folder.FullName, ["radiomics", "extract", .. arguments, "--out", "t.csv"]).Expect(2);
    }

    private string Generate(int patients)
    {
        string folder = _folder.File("cohort");
        ThcaRun.Of("phantom", "cohort", "--patients", patients.ToString(System.Globalization.CultureInfo.InvariantCulture), "--size", "96,96,40", "--out", folder).Expect(0);
        return Path.Combine(folder, "cohort.csv");
    }

    private static string Beside(string cohort, string path) => Path.Combine(Path.GetDirectoryName(cohort)!, path);

    private static void Truncate(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
    }

    private static void Empty(string path)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write("not a volume"u8);
    }
}
