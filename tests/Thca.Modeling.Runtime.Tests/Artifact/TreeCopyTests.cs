using System.Text;
using System.Text.Json.Nodes;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Tests.Native;
using Thca.Modeling.Runtime.Tests.Samples;

namespace Thca.Modeling.Runtime.Tests.Artifact;

public class TreeCopyTests
{
    private static readonly CritArtifact WithCopy = SampleArtifact.Build() with { Booster = CritBooster.FromText(SampleTrees.TwoTrees).WithTrees() };

    [Fact]
    public void CopyIsWrittenReadAndKept()
    {
        byte[] bytes = CritArtifactJson.ToBytes(WithCopy);
        CritModel model = CritModel.Load(bytes);
        Assert.Equal(bytes, CritArtifactJson.ToBytes(model.Artifact));
        CritTree tree = model.Artifact.Booster.Trees[1];
        Assert.Equal([1, 0, 1], tree.SplitFeature);
        Assert.Equal([0.09181242786613783, -0.042619784254471597, 0.3733282058921269, -0.21244758876547487], tree.LeafValue);
        Assert.DoesNotContain("\"trees\"", Encoding.UTF8.GetString(CritArtifactJson.ToBytes(SampleArtifact.Build())), StringComparison.Ordinal);
    }

    [Fact]
    public void CategoriesConstantsAndRandomModelsAgreeWithTheirCopies()
    {
        CritBooster categorical = CritBooster.FromText(SampleTrees.Categorical).WithTrees(), constant = CritBooster.FromText(SampleTrees.Constant).WithTrees();
        Assert.Equal([10u], categorical.Trees[0].CategoryWords);
        Assert.Equal([0, 1], categorical.Trees[0].CategoryBoundaries);
        Assert.Equal([-0.6931471805599454], Assert.Single(constant.Trees).LeafValue);
        for (int seed = 0; seed < 40; seed++)
        {
            CritBooster booster = CritBooster.FromText(RandomModel.Train(seed).Text);
            try
            {
                booster = booster.WithTrees();
            }
            catch (CritModelException infinite)
            {
                Assert.Equal(RefusalCodes.BoosterUnsupported, infinite.Code);
                continue;
            }

            byte[] json = Json(booster);
            using var document = System.Text.Json.JsonDocument.Parse(json);
            CritTree[] read = [.. document.RootElement.EnumerateArray().Select(e => Thca.Modeling.Runtime.Json.TreeJson.Read(e, "trees"))];
            List<Thca.Modeling.Runtime.Trees.LightGbmTree> parsed = [];
            Thca.Modeling.Runtime.Trees.LightGbmTextReader.Read(booster.Text, new CritLoadOptions(), parsed);
            TreeCopies.Check(read, parsed);
        }
    }

    [Theory]
    [InlineData("split_feature", "[1,0,2]", "split_feature of tree 0")]
    [InlineData("threshold", "[-1.0000000180025095e-35,2.5000000000000009,1.5000000000000002]", "threshold of tree 0")]
    [InlineData("decision_type", "[2,2,0]", "decision_type of tree 0")]
    [InlineData("left_child", "[2,-2,-4]", "left_child of tree 0")]
    [InlineData("right_child", "[1,-3]", "right_child of tree 0")]
    [InlineData("leaf_value", "[-0.6115471780880216,-0.7429032795761111,-0.19419980021135963,-0.9185130398860655]", "leaf_value of tree 0")]
    [InlineData("leaf_value", "[]", "leaf_value of tree 0")]
    [InlineData("leaf_count", "null", "leaf_count of tree 0")]
    [InlineData("internal_count", "[24,13,12]", "internal_count of tree 0")]
    [InlineData("cat_boundaries", "[0,1]", "cat_boundaries of tree 0")]
    [InlineData("cat_threshold", "[4294967295]", "cat_threshold of tree 0")]
    public void ACopyThatDiffersIsRefused(string key, string value, string what)
    {
        CritModelException error = Change(root => root[0]![key] = JsonNode.Parse(value));
        Assert.Equal(RefusalCodes.ModelInconsistent, error.Code);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("split_feature", "[1.5,0,2]")]
    [InlineData("threshold", "[1e999,0,0]")]
    [InlineData("threshold", "{}")]
    [InlineData("leaf_value", "[null,0,0,0]")]
    [InlineData("cat_threshold", "[-1]")]
    [InlineData("cat_threshold", "[4294967296]")]
    public void AMalformedCopyIsRefused(string key, string value) =>
        Assert.Equal(RefusalCodes.ModelMalformed, Change(root => root[0]![key] = JsonNode.Parse(value)).Code);

    [Fact]
    public void NumberAndKindOfTreesMustFit()
    {
        Assert.Contains("has 1 trees; the text has 2", Change(trees => trees.RemoveAt(1)).Message, StringComparison.Ordinal);
        Assert.Equal(RefusalCodes.ModelMalformed, Change(trees => trees[1] = 7).Code);
        Assert.Contains("split_feature of tree 0", Change(trees => (trees[0], trees[1]) = (trees[1]!.DeepClone(), trees[0]!.DeepClone())).Message, StringComparison.Ordinal);
    }

    private static CritModelException Change(Action<JsonArray> change)
    {
        JsonObject root = JsonNode.Parse(CritArtifactJson.ToBytes(WithCopy))!.AsObject();
        change(root["booster"]!["trees"]!.AsArray());
        byte[] bytes = Encoding.UTF8.GetBytes(root.ToJsonString());
        using var document = System.Text.Json.JsonDocument.Parse(bytes);
        root["integrity"] = new JsonObject { ["sha256"] = Thca.Modeling.Runtime.Json.CanonicalJson.Hash(document.RootElement, "integrity") };
        return Assert.Throws<CritModelException>(() => CritModel.Load(Encoding.UTF8.GetBytes(root.ToJsonString())));
    }

    private static byte[] Json(CritBooster booster)
    {
        using var buffer = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (CritTree tree in booster.Trees)
            {
                json.WriteStartObject();
                Thca.Modeling.Runtime.Json.TreeJson.Write(json, tree);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }
}
