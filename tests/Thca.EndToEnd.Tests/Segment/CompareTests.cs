using System.Text.Json;
using Thca.Core.Tables;
using Thca.Tables.Excel;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Segment;

/// <summary><c>thca segment compare</c> as a user runs it.</summary>
public sealed class CompareTests : IDisposable
{
    private static readonly string[] Files =
    [
        "cases.csv", "slices.csv", "summary.csv", "summary.json", "Table1.csv", "Table1.md", "report.md", "report.html",
        "figure1_main_comparison.svg", "figure2_bland_altman.svg", "figure3_volumes.svg", "figure4_edited_fraction.svg",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_DataSetsWithBaseline_WritesEveryFile_SameBytesAtAnyJobs()
    {
        for (int i = 0; i < 5; i++) Pair("manual", $"m{i}", i);
        for (int i = 0; i < 4; i++) Pair("ai", $"a{i}", i % 2);
        string[] arguments =
        [
            "segment", "compare", "--pair", $"Manual={_folder.File("manual", "before")}:{_folder.File("manual", "after")}", $"AI={_folder.File("ai", "before")}:{_folder.File("ai", "after")}:A",
            "--baseline", "Manual", "--bootstrap", "100", "--json",
        ];
        ThcaRun run = ThcaRun.Of([.. arguments, "--out", _folder.File("one"), "--jobs", "1"]).Expect(0);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal("thca-edit/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("groups")[1].GetProperty("proportions").GetProperty("unmodified").GetProperty("count").GetInt32());
        TextTable cases = TextTable.Read(_folder.File("one", "cases.csv"));
        Assert.Equal("PatientID,dataset,center,case_id", string.Join(',', cases.Header.Take(4)));
        Assert.Equal("Status,Message", string.Join(',', cases.Header.TakeLast(2)));
        Assert.Equal(("AI", "A", "0.875", "moderate"), (cases[6, "dataset"], cases[6, "center"], cases[6, "dice"], cases[6, "category"]));
        Assert.Equal("Manual", Workbook.Read(_folder.File("one", "Table1.xlsx"), "Table1")[0, "Dataset"]);
        Assert.Contains("<svg", File.ReadAllText(_folder.File("one", "report.html")), StringComparison.Ordinal);
        ThcaRun.Of([.. arguments, "--out", _folder.File("two"), "--jobs", "2"]).Expect(0);
        foreach (string file in Files) Assert.Equal(File.ReadAllBytes(_folder.File("one", file)), File.ReadAllBytes(_folder.File("two", file)));
    }

    [Fact]
    public void Compare_BadCases_HaveRows_ExitCode3()
    {
        Pair("ai", "fine", 1);
        MaskFiles.Box(_folder.File("ai", "before", "alone.nii.gz"), 0);
        Pair("ai", "broken", 0);
        File.WriteAllText(_folder.File("ai", "after", "broken.nii.gz"), "no mask");
        MaskFiles.Box(_folder.File("ai", "before", "moved.nii.gz"), 0);
        MaskFiles.Box(_folder.File("ai", "after", "moved.nii.gz"), 0, originX: 5);
        File.WriteAllText(_folder.File("map.csv"), "case_id,PatientID\nfine,007\n");
        ThcaRun run = ThcaRun.Of("segment", "compare", "--before", _folder.File("ai", "before"), "--after", _folder.File("ai", "after"), "--name", "AI", "--center", "B", "--patients", _folder.File("map.csv"), "--out", _folder.File("out")).Expect(3);
        TextTable cases = TextTable.Read(_folder.File("out", "cases.csv"));
        Assert.Equal(["UNMATCHED_FILE", "FORMAT_INVALID", "ok", "GEOMETRY_MISMATCH"], cases.Column("Status"));
        Assert.Equal(("007", "B", "NaN"), (cases[2, "PatientID"], cases[2, "center"], cases[0, "dice"]));
        Assert.Contains("AI, moved: GEOMETRY_MISMATCH", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 cases are not in map.csv", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 4 cases compared", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_ReferenceMode_IsWatermarked_AndWrongUsageIsSaid()
    {
        Pair("ai", "x", 1);
        string[] folders = ["segment", "compare", "--before", _folder.File("ai", "before"), "--after", _folder.File("ai", "after"), "--out", _folder.File("out")];
        ThcaRun.Of([.. folders, "--mode", "reference"]).Expect(0);
        Assert.Contains("watermark", File.ReadAllText(_folder.File("out", "summary.json")), StringComparison.Ordinal);
        ThcaRun.Of([.. folders, "--label", "11.5"]).Expect(2);
        ThcaRun.Of([.. folders, "--baseline", "Manual"]).Expect(2);
        ThcaRun.Of([.. folders, "--category-edges", "0.7,0.9"]).Expect(2);
        Assert.Contains("NAME=BEFORE_DIR:AFTER_DIR", ThcaRun.Of("segment", "compare", "--pair", "x", "--out", _folder.File("out")).Expect(2).Error, StringComparison.Ordinal);
        ThcaRun.Of("segment", "compare", "--before", _folder.File("nowhere"), "--after", _folder.File("ai", "after"), "--out", _folder.File("out")).Expect(1);
        Assert.Equal("LABEL_NOT_FOUND", TextTable.Read(Run([.. folders, "--label", "3"]))[0, "Status"]);
    }

    [Fact]
    public void Compare_Readers_WritesAgreementAndConsensus()
    {
        foreach ((string reader, int shift) in new[] { ("A", 0), ("B", 0), ("C", 1) })
        {
            for (int i = 0; i < 3; i++) MaskFiles.Box(_folder.File(reader, $"p{i}.nii.gz"), shift + i);
        }

        string[] readers = ["segment", "compare", "--reader", $"A={_folder.File("A")}", "--reader", $"B={_folder.File("B")}", $"C={_folder.File("C")}"];
        ThcaRun run = ThcaRun.Of([.. readers, "--out", _folder.File("out")]).Expect(0);
        Assert.Contains("3 readers, 3 patients", run.Output, StringComparison.Ordinal);
        Assert.Equal("1", TextTable.Read(_folder.File("out", "reader_pairs.csv"))[0, "dice_mean"]);
        Assert.Equal("768", TextTable.Read(_folder.File("out", "readers.csv"))[0, "consensus_volume_mm3"]);
        foreach (string file in (string[])["readers.md", "reader_agreement.csv", "consensus/p0.nii.gz", "consensus/p2.nii.gz"]) Assert.True(File.Exists(_folder.File("out", file)), file);
        ThcaRun.Of([.. readers, "--before", _folder.File("A"), "--after", _folder.File("B"), "--out", _folder.File("out")]).Expect(2);
        ThcaRun.Of("segment", "compare", "--reader", "A", "--out", _folder.File("out")).Expect(2);
    }

    private string Run(string[] arguments)
    {
        ThcaRun.Of(arguments).Expect(3);
        return _folder.File("out", "cases.csv");
    }

    private void Pair(string folder, string id, int shift)
    {
        MaskFiles.Box(_folder.File(folder, "before", $"{id}.nii.gz"), 0);
        MaskFiles.Box(_folder.File(folder, "after", $"{id}.nii.gz"), shift);
    }
}
