using System.Text.Json;
using Thca.Modeling.Runtime.Artifact;

namespace Thca.Modeling.Runtime.Json;

/// <summary>The parsed copy of a tree: arrays under the keys of the LightGBM text.</summary>
internal static class TreeJson
{
    public static CritTree Read(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        return new CritTree
        {
            SplitFeature = o.List("split_feature", JsonObject.IntegerOf),
            Threshold = o.List("threshold", JsonObject.NumberOf),
            DecisionType = o.List("decision_type", JsonObject.IntegerOf),
            LeftChild = o.List("left_child", JsonObject.IntegerOf),
            RightChild = o.List("right_child", JsonObject.IntegerOf),
            LeafValue = o.List("leaf_value", JsonObject.NumberOf),
            LeafCount = o.List("leaf_count", JsonObject.IntegerOf),
            InternalCount = o.List("internal_count", JsonObject.IntegerOf),
            CategoryBoundaries = o.List("cat_boundaries", JsonObject.IntegerOf),
            CategoryWords = o.List("cat_threshold", JsonObject.WordOf),
        };
    }

    public static void Write(Utf8JsonWriter json, CritTree t)
    {
        Integers(json, "split_feature", t.SplitFeature);
        json.Numbers("threshold", t.Threshold);
        Integers(json, "decision_type", t.DecisionType);
        Integers(json, "left_child", t.LeftChild);
        Integers(json, "right_child", t.RightChild);
        json.Numbers("leaf_value", t.LeafValue);
        Integers(json, "leaf_count", t.LeafCount);
        Integers(json, "internal_count", t.InternalCount);
        if (t.CategoryBoundaries.Count == 0) return;
        Integers(json, "cat_boundaries", t.CategoryBoundaries);
        json.List("cat_threshold", t.CategoryWords, (j, w) => j.WriteNumberValue(w));
    }

    private static void Integers(Utf8JsonWriter json, string name, IReadOnlyList<int> values) => json.List(name, values, (j, v) => j.WriteNumberValue(v));
}
