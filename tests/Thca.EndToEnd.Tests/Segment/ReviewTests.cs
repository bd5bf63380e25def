using System.Text.Json;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Segment;

/// <summary><c>thca segment review</c> as a user runs it.</summary>
public sealed class ReviewTests : IDisposable
{
    private const string Time = "2026-01-31T08:30:00Z";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Review_FromWorklistToLock()
    {
        string folder = _folder.File("predicted");
        foreach (string id in (string[])["P001", "P002", "P003"]) MaskFiles.Box(_folder.File("predicted", $"{id}.nii.gz"), 0);
        File.WriteAllText(_folder.File("predicted", "P002.json"), "{\"uncertainty\": 0.4}");
        ThcaRun.Of("segment", "review", "list", "--dir", folder, "--utc", Time).Expect(0);
        TextTable list = TextTable.Read(_folder.File("predicted", "worklist.csv"));
        Assert.Equal(["P002", "P001", "P003"], list.Column("case_id"));
        Assert.Equal("PatientID,case_id", string.Join(',', list.Header.Take(2)));
        ThcaRun.Of("segment", "review", "accept", "P001", "--dir", folder, "--by", "Dr B", "--utc", Time).Expect(0);
        ThcaRun submitted = ThcaRun.Of("segment", "review", "submit", "P002", MaskFiles.Box(_folder.File("edit.nii.gz"), 1), "--dir", folder, "--by", "Dr B", "--note", "moved", "--utc", Time).Expect(0);
        Assert.Contains("moderate change, Dice 0.875", submitted.Output, StringComparison.Ordinal);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(_folder.File("predicted", "P002.review.json")));
        Assert.Equal(("thca-review/1", "reviewed", Time), (Text(record.RootElement, "schema"), Text(record.RootElement, "state"), Text(record.RootElement.GetProperty("versions")[1], "utc")));
        ThcaRun locked = ThcaRun.Of("segment", "review", "lock", "--dir", folder, "--by", "Dr B", "--utc", Time).Expect(0);
        Assert.Contains("1 of 3 cases are not reviewed yet", locked.Error, StringComparison.Ordinal);
        Assert.Equal(["P001.nii.gz", "review/P002.v2.nii.gz"], TextTable.Read(_folder.File("predicted", "locked.csv")).Column("file"));
        Assert.Contains("REVIEW_LOCKED", ThcaRun.Of("segment", "review", "accept", "P001", "--dir", folder, "--by", "Dr B").Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains("REVIEW_NOT_FINAL", ThcaRun.Of("segment", "review", "lock", "P001", "P003", "--dir", folder, "--by", "Dr B").Expect(3).Error, StringComparison.Ordinal);
        MaskFiles.Box(_folder.File("predicted", "P001.nii.gz"), 2);
        ThcaRun listed = ThcaRun.Of("segment", "review", "list", "--dir", folder, "--json").Expect(3);
        Assert.Contains("REVIEW_TAMPERED", listed.Error, StringComparison.Ordinal);
        using JsonDocument worklist = JsonDocument.Parse(listed.Output);
        Assert.Equal(3, worklist.RootElement.GetProperty("cases").GetArrayLength());
    }

    [Fact]
    public void Review_WrongUsage_IsSaid()
    {
        MaskFiles.Box(_folder.File("predicted", "P001.nii.gz"), 0);
        string folder = _folder.File("predicted");
        ThcaRun.Of("segment", "review", "accept", "P001", "--dir", folder).Expect(2);
        ThcaRun.Of("segment", "review", "list", "--dir", folder, "--utc", "yesterday").Expect(2);
        ThcaRun.Of("segment", "review", "list", "--dir", _folder.File("nowhere")).Expect(1);
        Assert.Contains("CASE_NOT_FOUND", ThcaRun.Of("segment", "review", "accept", "P009", "--dir", folder, "--by", "Dr B").Expect(1).Error, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
