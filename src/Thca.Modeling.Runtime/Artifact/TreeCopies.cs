using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime.Artifact;

/// <summary>Makes the parsed copy of a text's trees, and compares one with the text it stands beside.</summary>
internal static class TreeCopies
{
    public static CritTree Of(LightGbmTree tree)
    {
        if (tree.Threshold.Any(double.IsInfinity))
            throw new CritModelException(RefusalCodes.BoosterUnsupported, "A node has an infinite threshold, which JSON cannot hold.", "Leave the parsed copy out; the text is enough.");
        return new CritTree
        {
            SplitFeature = tree.Feature,
            Threshold = tree.Threshold,
            DecisionType = tree.DecisionType,
            LeftChild = tree.Left,
            RightChild = tree.Right,
            LeafValue = tree.LeafValue,
            LeafCount = tree.LeafRows ?? [],
            InternalCount = tree.NodeRows ?? [],
            CategoryBoundaries = tree.CategoryOffsets,
            CategoryWords = [.. tree.CategoryWords.Select(w => unchecked((uint)w))],
        };
    }

    /// <summary>Refuses a copy that differs from the text in any number: whoever uses one or the other must get the same results.</summary>
    public static void Check(IReadOnlyList<CritTree> copies, IReadOnlyList<LightGbmTree> trees)
    {
        if (copies.Count != trees.Count) throw Differs($"has {copies.Count} trees; the text has {trees.Count}");
        for (int t = 0; t < copies.Count; t++)
        {
            LightGbmTree tree = trees[t];
            CritTree copy = copies[t];
            string? wrong =
                !Same(copy.SplitFeature, tree.Feature) ? "split_feature"
                : !Same(copy.Threshold, tree.Threshold) ? "threshold"
                : !Same(copy.DecisionType, tree.DecisionType) ? "decision_type"
                : !Same(copy.LeftChild, tree.Left) ? "left_child"
                : !Same(copy.RightChild, tree.Right) ? "right_child"
                : !Same(copy.LeafValue, tree.LeafValue) ? "leaf_value"
                : !Same(copy.LeafCount, tree.LeafRows ?? []) ? "leaf_count"
                : !Same(copy.InternalCount, tree.NodeRows ?? []) ? "internal_count"
                : !Same(copy.CategoryBoundaries, tree.CategoryOffsets) ? "cat_boundaries"
                : !copy.CategoryWords.SequenceEqual(tree.CategoryWords.Select(w => unchecked((uint)w))) ? "cat_threshold"
                : null;
            if (wrong is not null) throw Differs($"differs from the text in {wrong} of tree {t}");
        }
    }

    private static bool Same<T>(IReadOnlyList<T> copy, T[] text)
        where T : struct, IEquatable<T>
    {
        if (copy.Count != text.Length) return false;
        for (int i = 0; i < text.Length; i++)
            if (!copy[i].Equals(text[i])) return false;
        return true;
    }

    private static CritModelException Differs(string what) => new(RefusalCodes.ModelInconsistent, $"The artifact contradicts itself: booster.trees {what}.", "Export the model again.");
}
