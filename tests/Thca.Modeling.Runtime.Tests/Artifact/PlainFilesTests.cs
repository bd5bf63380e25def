using System.Text;
using System.Text.Json.Nodes;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Artifact;

public class PlainFilesTests
{
    private static readonly CritArtifact Sample = SampleArtifact.Build();
    private static readonly (byte[] Text, byte[] Side) Good = Write(Sample);

    [Fact]
    public void TextAndSideFileAreTheSameModelAsTheSingleFile()
    {
        Assert.Equal(SampleTrees.TwoTrees, Encoding.UTF8.GetString(Good.Text));
        JsonNode side = JsonNode.Parse(Good.Side)!;
        Assert.Null(side["booster"]!["text"]);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Good.Text)), side["booster"]!["sha256"]!.GetValue<string>());
        CritModel model = CritModel.LoadPlain(Good.Text, Good.Side);
        Assert.Equal(CritArtifactJson.Hash(Sample), model.Sha256);
        Assert.Equal(CritArtifactJson.ToBytes(Sample), CritArtifactJson.ToBytes(model.Artifact));

        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.txt"), Good.Text);
        File.WriteAllBytes(folder.File("model.json"), Good.Side);
        Assert.Equal(model.Sha256, CritModel.LoadPlain(folder.File("model.txt"), folder.File("model.json")).Sha256);
        Assert.Equal(0.17912840568076727, CritModel.ImportLightGbm(File.ReadAllText(folder.File("model.txt"))).Trees.Margin([4, 2, 1]), 1e-15);
    }

    [Fact]
    public void FilesThatDoNotBelongTogetherAreRefused()
    {
        Refused(RefusalCodes.ModelIntegrity, Encoding.UTF8.GetBytes(SampleTrees.Categorical), Good.Side);
        Refused(RefusalCodes.ModelIntegrity, [.. Good.Text, (byte)'\n'], Good.Side);
        Refused(RefusalCodes.ModelMalformed, [.. Good.Text, 0xFF], Good.Side);
        Refused(RefusalCodes.ModelMalformed, Good.Text, CritArtifactJson.ToBytes(Sample));
        Refused(RefusalCodes.ModelMalformed, Good.Text, "[]"u8.ToArray());
        Refused(RefusalCodes.ModelMalformed, Good.Text, "{\"booster\":3}"u8.ToArray());
        Refused(RefusalCodes.ModelMalformed, Good.Text, Encoding.UTF8.GetBytes(new string('[', 10_000)));
        Refused(RefusalCodes.ModelMalformed, Good.Text, []);
        Refused(RefusalCodes.ModelMalformed, Good.Side, Good.Text);
        Assert.Equal(RefusalCodes.ModelTooLarge, Assert.Throws<CritModelException>(() => CritModel.LoadPlain(Good.Text, Good.Side, new() { MaxBytes = Good.Side.Length + 5 })).Code);
        Assert.Equal(RefusalCodes.ModelIntegrity, Assert.Throws<CritModelException>(() => CritModel.Load(Good.Side)).Code);
    }

    [Fact]
    public void EveryFlippedByteOfTheSideFileIsRefused()
    {
        var random = new Random(21);
        for (int i = 0; i < Good.Side.Length - 1; i += 5)
        {
            byte[] side = [.. Good.Side];
            side[i] ^= (byte)(1 << random.Next(8));
            Assert.True(Record.Exception(() => CritModel.LoadPlain(Good.Text, side)) is CritModelException, $"byte {i}");
        }
    }

    private static (byte[] Text, byte[] Side) Write(CritArtifact artifact)
    {
        using MemoryStream text = new(), side = new();
        CritArtifactJson.WritePlain(artifact, text, side);
        return (text.ToArray(), side.ToArray());
    }

    private static void Refused(string code, byte[] text, byte[] side) => Assert.Equal(code, Assert.Throws<CritModelException>(() => CritModel.LoadPlain(text, side)).Code);
}
