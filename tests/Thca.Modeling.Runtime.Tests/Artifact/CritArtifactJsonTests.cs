using System.Text;
using System.Text.Json.Nodes;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Tests.Samples;

namespace Thca.Modeling.Runtime.Tests.Artifact;

public class CritArtifactJsonTests
{
    [Fact]
    public void WrittenArtifactReadsBackEqual()
    {
        CritArtifact artifact = SampleArtifact.Build();
        byte[] bytes = CritArtifactJson.ToBytes(artifact);
        CritModel model = CritModel.Load(bytes);
        Assert.Equal(bytes, CritArtifactJson.ToBytes(model.Artifact));
        Assert.Equal(CritArtifactJson.Hash(artifact), model.Sha256);
        Assert.Equal(SampleTrees.TwoTrees, model.Artifact.Booster.Text);
    }

    [Fact]
    public void HashIsThatOfTheCanonicalForm()
    {
        byte[] bytes = CritArtifactJson.ToBytes(SampleArtifact.Build());
        JsonObject root = JsonNode.Parse(bytes)!.AsObject();
        string stated = root["integrity"]!["sha256"]!.GetValue<string>();
        root.Remove("integrity");
        var canonical = new StringBuilder();
        Canonical(root, canonical);
        Assert.Equal(stated, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString()))));
    }

    [Fact]
    public void WhiteSpaceAndMemberOrderDoNotMatter()
    {
        JsonObject root = JsonNode.Parse(CritArtifactJson.ToBytes(SampleArtifact.Build()))!.AsObject();
        var reversed = new JsonObject(root.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        CritModel model = CritModel.Load(Encoding.UTF8.GetBytes(reversed.ToJsonString(new() { WriteIndented = true })));
        Assert.Equal(3, model.FeatureNames.Count);
    }

    /// <summary>An independent writer of the canonical form; the sample's texts need no other escapes than these.</summary>
    private static void Canonical(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject o:
                text.Append('{').AppendJoin(',', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Member(p.Key, p.Value))).Append('}');
                break;
            case JsonArray a:
                text.Append('[').AppendJoin(',', a.Select(i => Text(i))).Append(']');
                break;
            case JsonValue v when v.TryGetValue(out string? s):
                text.Append(Quote(s));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static string Member(string key, JsonNode? value) => $"{Quote(key)}:{Text(value)}";

    private static string Text(JsonNode? node)
    {
        var text = new StringBuilder();
        Canonical(node, text);
        return text.ToString();
    }

    private static string Quote(string s) =>
        $"\"{s.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
