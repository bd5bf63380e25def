namespace Thca.Modeling.Runtime.Trees;

/// <summary>Collects trees into flat arrays, nodes in walking order, and checks that each is a tree.</summary>
internal sealed class TreeEnsembleBuilder(int columns, CritLoadOptions limits)
{
    private readonly Stack<(int Node, int Parent, bool IsLeft, int Depth)> _open = new();

    public List<TreeNode> Nodes { get; } = [];

    public List<double> NodeCounts { get; } = [];

    public List<double> LeafValues { get; } = [];

    public List<double> LeafCounts { get; } = [];

    public List<int> Roots { get; } = [];

    public List<int> FirstLeaf { get; } = [];

    public List<int> CategoryOffsets { get; } = [0];

    public List<uint> CategoryWords { get; } = [];

    public int MaxDepth { get; private set; }

    /// <summary>Per column: whether every node on it has missing type NaN.</summary>
    public bool[] HandlesMissing { get; } = Enumerable.Repeat(true, columns).ToArray();

    public void Add(LightGbmTree tree, TextLines lines)
    {
        if (Roots.Count >= limits.MaxTrees) throw new CritModelException(RefusalCodes.ModelTooLarge, $"The model has more than {limits.MaxTrees} trees.", "Raise CritLoadOptions.MaxTrees.");
        int firstLeaf = LeafValues.Count, firstSet = CategoryOffsets.Count - 1, firstWord = CategoryWords.Count;
        FirstLeaf.Add(firstLeaf);
        LeafValues.AddRange(tree.LeafValue);
        for (int l = 0; l < tree.LeafCount; l++) LeafCounts.Add(tree.LeafRows is { } rows ? rows[l] : 1);
        for (int c = 1; c < tree.CategoryOffsets.Length; c++) CategoryOffsets.Add(firstWord + tree.CategoryOffsets[c]);
        foreach (int word in tree.CategoryWords) CategoryWords.Add(unchecked((uint)word));
        Roots.Add(tree.LeafCount == 1 ? ~firstLeaf : Nodes.Count);
        if (tree.LeafCount > 1) Walk(tree, lines, firstLeaf, firstSet);
    }

    private void Walk(LightGbmTree tree, TextLines lines, int firstLeaf, int firstSet)
    {
        bool[] reached = new bool[2 * tree.LeafCount - 1];
        int visited = 0;
        _open.Push((0, -1, false, 0));
        while (_open.Count > 0)
        {
            (int node, int parent, bool isLeft, int depth) = _open.Pop();
            int slot = node >= 0 ? node : tree.LeafCount - 1 + ~node;
            if (reached[slot]) throw lines.Malformed($"the tree before this line reaches {(node >= 0 ? $"node {node}" : $"leaf {~node}")} twice.");
            reached[slot] = true;
            visited++;
            if (depth > limits.MaxDepth) throw new CritModelException(RefusalCodes.ModelTooLarge, $"A tree is deeper than {limits.MaxDepth}.", "Raise CritLoadOptions.MaxDepth.");
            if (depth > MaxDepth) MaxDepth = depth;
            int place = node >= 0 ? Nodes.Count : ~(firstLeaf + ~node);
            if (parent >= 0) Link(parent, isLeft, place);
            if (node < 0) continue;
            AddNode(tree, lines, node, firstSet);
            _open.Push((tree.Right[node], place, false, depth + 1));
            _open.Push((tree.Left[node], place, true, depth + 1));
        }

        if (visited != reached.Length) throw lines.Malformed($"the tree before this line reaches {visited} of its {reached.Length} nodes and leaves.");
    }

    private void AddNode(LightGbmTree tree, TextLines lines, int node, int firstSet)
    {
        int type = tree.DecisionType[node], missing = type >> 2;
        if (missing > 2) throw lines.Malformed($"decision_type {type} has an unknown missing type.");
        double threshold = tree.Threshold[node];
        bool categorical = (type & 1) != 0;
        if (categorical)
        {
            if (!(threshold >= 0 && threshold < tree.CategoricalSplits)) throw lines.Malformed($"a categorical split points to set {threshold} of {tree.CategoricalSplits}.");
            threshold = firstSet + (int)threshold;
        }

        int[] rows = tree.NodeRows!;
        if (Rows(tree, tree.Left[node]) + Rows(tree, tree.Right[node]) != rows[node]) throw lines.Malformed($"the row counts below node {node} of the tree before this line do not add up.");
        Nodes.Add(new TreeNode
        {
            Feature = tree.Feature[node],
            Threshold = threshold,
            Rule = categorical ? NodeRule.Categorical : (NodeRule)missing,
            DefaultLeft = (type & 2) != 0,
        });
        NodeCounts.Add(rows[node]);
        HandlesMissing[tree.Feature[node]] &= missing == 2;
    }

    private static long Rows(LightGbmTree tree, int child) => child >= 0 ? tree.NodeRows![child] : tree.LeafRows![~child];

    private void Link(int parent, bool isLeft, int child)
    {
        TreeNode node = Nodes[parent];
        if (isLeft) node.Left = child;
        else node.Right = child;
        Nodes[parent] = node;
    }
}
