namespace Thca.Modeling.Runtime.Trees;

/// <summary>How many rows reach every leaf and node.</summary>
internal static class RowCounts
{
    /// <summary>Counts per tree; a leaf that no row reaches counts as one, so that every share of a node is defined.</summary>
    public static (int[] Leaves, int[] Nodes)[] Of(TreeEnsemble ensemble, IReadOnlyList<LightGbmTree> trees, ReadOnlySpan<double> rows)
    {
        int columns = ensemble.FeatureCount;
        if (rows.Length % columns != 0) throw new ArgumentException($"Rows must have {columns} values each; {rows.Length} is no multiple of that.", nameof(rows));
        int[][] leaves = [.. trees.Select(t => new int[t.LeafCount])];
        int[] reached = new int[trees.Count];
        for (int from = 0; from < rows.Length; from += columns)
        {
            ensemble.Leaves(rows.Slice(from, columns), reached);
            for (int t = 0; t < reached.Length; t++) leaves[t][reached[t]]++;
        }

        foreach (int[] tree in leaves)
            for (int l = 0; l < tree.Length; l++) tree[l] = Math.Max(1, tree[l]);
        return [.. trees.Select((t, i) => (leaves[i], Nodes(t, leaves[i])))];
    }

    /// <summary>Sums below every node; children are summed before their parents.</summary>
    private static int[] Nodes(LightGbmTree tree, int[] leaves)
    {
        var sums = new int[tree.LeafCount - 1];
        if (sums.Length == 0) return sums;
        List<int> order = [0];
        for (int i = 0; i < order.Count; i++)
        {
            if (tree.Left[order[i]] >= 0) order.Add(tree.Left[order[i]]);
            if (tree.Right[order[i]] >= 0) order.Add(tree.Right[order[i]]);
        }

        for (int i = order.Count - 1; i >= 0; i--) sums[order[i]] = Below(tree.Left[order[i]]) + Below(tree.Right[order[i]]);
        return sums;

        int Below(int child) => child >= 0 ? sums[child] : leaves[~child];
    }
}
