namespace Thca.Modeling.Runtime.Trees;

/// <summary>Reads one tree block.</summary>
internal static class LightGbmTreeReader
{
    private const int HighestDecisionType = 15;

    /// <summary>Reads to the next <c>Tree=</c> line or to <c>end of trees</c> (then <paramref name="ended"/> is true).</summary>
    public static LightGbmTree Read(TextLines lines, int columns, CritLoadOptions limits, out bool ended)
    {
        var tree = new LightGbmTree();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            if (!lines.Next()) throw lines.Malformed("the text ends inside a tree.");
            string line = lines.Current;
            if (line.StartsWith("Tree=", StringComparison.Ordinal) || line == "end of trees") break;
            if (line.Length == 0) continue;
            int equals = line.IndexOf('=');
            if (equals < 0) throw lines.Malformed($"expected key=value; found \"{line}\".");
            string key = line.Substring(0, equals);
            if (!seen.Add(key)) throw lines.Malformed($"{key} occurs twice.");
            if (key != "num_leaves" && tree.LeafCount == 0) throw lines.Malformed("num_leaves must come first.");
            Assign(lines, tree, key, line.Substring(equals + 1), columns, limits);
        }

        foreach (string key in Needed(tree))
            if (!seen.Contains(key)) throw lines.Malformed($"the tree lacks {key}.");
        ended = lines.Current == "end of trees";
        return tree;
    }

    private static string[] Needed(LightGbmTree tree) => (tree.LeafCount, tree.CategoricalSplits) switch
    {
        (<= 1, _) => ["num_leaves", "leaf_value"],
        (_, 0) => ["split_feature", "threshold", "decision_type", "left_child", "right_child", "leaf_value", "leaf_count", "internal_count"],
        _ => ["split_feature", "threshold", "decision_type", "left_child", "right_child", "leaf_value", "leaf_count", "internal_count", "cat_boundaries", "cat_threshold"],
    };

    private static void Assign(TextLines lines, LightGbmTree tree, string key, string value, int columns, CritLoadOptions limits)
    {
        int leaves = tree.LeafCount, nodes = leaves - 1;
        switch (key)
        {
            case "num_leaves": tree.LeafCount = Leaves(lines, value, limits); break;
            case "num_cat": tree.CategoricalSplits = lines.Integers(value, 1, key, 0, nodes)[0]; break;
            case "split_feature": tree.Feature = lines.Integers(value, nodes, key, 0, columns - 1); break;
            case "threshold": tree.Threshold = lines.Numbers(value, nodes, key, allowInfinite: true); break;
            case "decision_type": tree.DecisionType = lines.Integers(value, nodes, key, 0, HighestDecisionType); break;
            case "left_child": tree.Left = lines.Integers(value, nodes, key, -leaves, nodes - 1); break;
            case "right_child": tree.Right = lines.Integers(value, nodes, key, -leaves, nodes - 1); break;
            case "leaf_value": tree.LeafValue = lines.Numbers(value, leaves, key); break;
            case "leaf_count" when leaves > 1: tree.LeafRows = lines.Integers(value, leaves, key, 1, int.MaxValue); break;
            case "internal_count": tree.NodeRows = lines.Integers(value, nodes, key, 1, int.MaxValue); break;
            case "split_gain" or "internal_value" or "internal_weight": lines.CheckCount(value, nodes, key); break;
            case "leaf_weight" when leaves > 1: lines.CheckCount(value, leaves, key); break;
            case "cat_boundaries": tree.CategoryOffsets = lines.Integers(value, tree.CategoricalSplits + 1, key, 0, limits.MaxBytes); break;
            case "cat_threshold": tree.CategoryWords = lines.Integers(value, Words(lines, tree), key, 0, uint.MaxValue); break;
            case "is_linear" when value != "0": throw TextLines.Unsupported("The model has linear trees.");
            case "leaf_const" or "leaf_coeff" or "leaf_features" or "num_features": throw TextLines.Unsupported("The model has linear trees.");
            default: break;
        }
    }

    private static int Leaves(TextLines lines, string value, CritLoadOptions limits)
    {
        int leaves = lines.Integers(value, 1, "num_leaves", 1, int.MaxValue)[0];
        return leaves <= limits.MaxLeavesPerTree
            ? leaves
            : throw new CritModelException(RefusalCodes.ModelTooLarge, $"A tree has {leaves} leaves; the limit is {limits.MaxLeavesPerTree}.", "Raise CritLoadOptions.MaxLeavesPerTree.");
    }

    /// <summary>Number of category words; the boundaries must start at 0 and never fall.</summary>
    private static int Words(TextLines lines, LightGbmTree tree)
    {
        int[] offsets = tree.CategoryOffsets;
        if (offsets.Length == 0 || offsets[0] != 0) throw lines.Malformed("cat_boundaries must come before cat_threshold and start at 0.");
        for (int i = 1; i < offsets.Length; i++)
            if (offsets[i] < offsets[i - 1]) throw lines.Malformed("cat_boundaries must not fall.");
        return offsets[offsets.Length - 1];
    }
}
