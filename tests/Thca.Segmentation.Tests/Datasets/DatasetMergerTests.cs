using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Segmentation.Datasets;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Datasets;

public sealed class DatasetMergerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_MakesADataset_WithReports()
    {
        DatasetFolder dataset = PhantomDataset.Create(_folder.FullName);
        Assert.Equal(["P0", "P1", "P2"], dataset.Cases.Select(c => c.Id));
        Assert.Equal(3, dataset.Description.NumTraining);
        Assert.Equal("Dataset101_Phantom", dataset.Name);
        TextTable report = TextTable.Read(Path.Combine(dataset.FullName, "merge_report.csv"));
        Assert.Equal("PatientID", report.Header[0]);
        Assert.Equal(["Status", "Message"], report.Header.TakeLast(2));
        // Voxel counts of the phantom.
        Assert.Equal("282", report[0, "thyroid_voxels_after"]);
        Assert.Equal("32", report[0, "lesion_voxels_after"]);
        Assert.Equal((32 * 45.0).ToString(System.Globalization.CultureInfo.InvariantCulture), report[0, "lesion_mm3_after"]);
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(dataset.FullName, "merge_report.json")))!;
        Assert.Equal("thca-merge/1", json["schema"]!.GetValue<string>());
        Assert.Equal(144, json["cases"]!["P1"]!["structures"]!["carotid_left"]!["voxels_after"]!.GetValue<int>());
    }

    [Fact]
    public void Run_Again_KeepsEarlierCases_AndReplacesNamedOnes()
    {
        DatasetFolder dataset = PhantomDataset.Create(_folder.FullName);
        var again = new MergeInput("P1", _folder.File("source", "P1.nii.gz"), _folder.File("source", "absent.nii.gz"));
        var added = new MergeInput("P3", _folder.File("source", "P2.nii.gz"), _folder.File("source", "P2_labels.nii.gz"));
        IReadOnlyList<MergeOutcome> outcomes = DatasetMerger.Run(dataset.FullName, [again, added], new DatasetMergeOptions { AlreadyMerged = true });
        Assert.Equal("FILE_NOT_FOUND", outcomes[0].Report.Problem.Code);
        Assert.Equal(4, DatasetJson.Read(Path.Combine(dataset.FullName, "dataset.json")).NumTraining);
        TextTable report = TextTable.Read(Path.Combine(dataset.FullName, "merge_report.csv"));
        Assert.Equal(["ok", "FILE_NOT_FOUND", "ok", "ok"], report.Column("Status"));
    }

    [Theory]
    [InlineData("a", "a", "twice")]
    [InlineData("a", "x/y", "cannot name a file")]
    [InlineData("a", "..", "cannot name a file")]
    public void Identifiers_AreChecked(string first, string second, string named) => Assert.Contains(
        named, Assert.Throws<TableException>(() => DatasetMerger.Run(_folder.FullName, [new MergeInput(first, "i", "a"), new MergeInput(second, "i", "a")])).Message, StringComparison.Ordinal);
}
