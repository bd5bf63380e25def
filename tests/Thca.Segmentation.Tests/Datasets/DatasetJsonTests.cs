using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Segmentation.Datasets;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Datasets;

public sealed class DatasetJsonTests : IDisposable
{
    private const string Sound = """{"channel_names": {"0": "CT"}, "labels": {"background": 0, "lesion": 1}, "numTraining": 3, "file_ending": ".nii.gz", "licence": "CC", "extra": {"a": [1]}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void UnknownFields_SurviveAChangeOfTheNumberOfCases()
    {
        string target = _folder.File("out.json");
        Read(Sound).WithNumTraining(5).Write(target);
        JsonNode json = JsonNode.Parse(File.ReadAllText(target))!;
        Assert.Equal(5, json["numTraining"]!.GetValue<int>());
        Assert.Equal("CC", json["licence"]!.GetValue<string>());
        Assert.Equal("{\"a\":[1]}", json["extra"]!.ToJsonString());
    }

    [Fact]
    public void OlderNames_AreRead()
    {
        DatasetJson json = Read("""{"modality": {"0": "CT", "1": "PET"}, "labels": {"background": "0", "lesion": 1}, "numTraining": 1, "file_ending": ".nii.gz"}""");
        Assert.Equal(["CT", "PET"], json.ChannelNames);
        Assert.Equal(1, json.Labels.Lesion);
    }

    [Fact]
    public void ExplicitCases_AreTakenOver()
    {
        DatasetJson json = Read(Sound[..^1] + """, "dataset": {"A": {"images": ["x/a.nii.gz"], "label": "y/a.nii.gz"}}}""");
        Assert.Equal("y/a.nii.gz", json.ExplicitCases!["A"].Label);
    }

    [Theory]
    [InlineData("\"file_ending\": \".nii.gz\"", "\"x\": 1", "file_ending")]
    [InlineData("\"lesion\": 1", "\"lesion\": [1, 2]", "region")]
    [InlineData("\"lesion\": 1", "\"lesion\": 1.5", "whole number")]
    [InlineData("\"numTraining\": 3", "\"numTraining\": \"three\"", "numTraining")]
    [InlineData("{\"0\": \"CT\"}", "{\"1\": \"CT\"}", "channel_names")]
    [InlineData("\"licence\": \"CC\"", "\"overwrite_image_reader_writer\": \"TiffIO\"", "TiffIO")]
    public void WrongFields_AreNamed(string from, string to, string named) =>
        Assert.Contains(named, Assert.Throws<DataFormatException>(() => Read(Sound.Replace(from, to, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    private DatasetJson Read(string text)
    {
        string path = _folder.File("dataset.json");
        File.WriteAllText(path, text);
        return DatasetJson.Read(path);
    }
}
