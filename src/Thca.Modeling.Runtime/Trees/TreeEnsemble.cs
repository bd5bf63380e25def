namespace Thca.Modeling.Runtime.Trees;

/// <summary>Boosted trees in flat arrays: predicts and explains without native code. Immutable and safe to share between threads.</summary>
/// <remarks>Decision rules, sums and contributions are those of LightGBM 4: the same margin to 1e-12.</remarks>
public sealed partial class TreeEnsemble
{
    /// <summary>Half width of LightGBM's zero bin.</summary>
    private const double ZeroThreshold = 1.0000000180025095e-35;

    private readonly TreeNode[] _nodes;
    private readonly double[] _nodeCount;
    private readonly double[] _leafValue;
    private readonly double[] _leafCount;
    private readonly int[] _roots;
    private readonly int[] _firstLeaf;
    private readonly int[] _categoryOffsets;
    private readonly uint[] _categoryWords;
    private readonly bool[] _handlesMissing;
    private readonly int _maxDepth;
    private readonly ComparisonForest? _forest;

    internal TreeEnsemble(TreeEnsembleBuilder built, LightGbmHeader header)
    {
        (_nodes, _nodeCount, _leafValue, _leafCount) = ([.. built.Nodes], [.. built.NodeCounts], [.. built.LeafValues], [.. built.LeafCounts]);
        (_roots, _firstLeaf, _categoryOffsets, _categoryWords) = ([.. built.Roots], [.. built.FirstLeaf], [.. built.CategoryOffsets], [.. built.CategoryWords]);
        (_handlesMissing, _maxDepth) = (built.HandlesMissing, built.MaxDepth);
        _forest = _nodes.Any(n => n.Rule == NodeRule.Categorical) ? null : new ComparisonForest(_nodes, _leafValue, _roots);
        (Objective, Sigmoid, AverageOutput) = (header.Objective, header.Sigmoid, header.AverageOutput);
        (FeatureNames, FeatureInfos) = (header.FeatureNames, header.FeatureInfos);
    }

    /// <summary>Objective of the text: binary, cross_entropy, or custom when it states none.</summary>
    public string Objective { get; }

    /// <summary>Slope of the probability: 1 / (1 + exp(-sigmoid · margin)).</summary>
    public double Sigmoid { get; }

    /// <summary>Whether the margin is the mean over trees instead of the sum (random-forest mode).</summary>
    public bool AverageOutput { get; }

    /// <summary>Number of trees.</summary>
    public int TreeCount => _roots.Length;

    /// <summary>Number of columns.</summary>
    public int FeatureCount => FeatureNames.Count;

    /// <summary>Number of leaves of all trees.</summary>
    public int LeafCount => _leafValue.Length;

    /// <summary>Edges from a root to its deepest leaf, the largest over the trees.</summary>
    public int MaxDepth => _maxDepth;

    /// <summary>Column names in order.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Training range or categories of each column as LightGBM wrote them, e.g. <c>[0:5]</c>, <c>-1:0:1</c>, <c>none</c>; empty when absent.</summary>
    public IReadOnlyList<string> FeatureInfos { get; }

    /// <summary>Whether every node on a column sends missing values to a learned side (missing type NaN).</summary>
    /// <param name="feature">Column.</param>
    public bool HandlesMissing(int feature) => _handlesMissing[feature];

    /// <summary>How many nodes split on each column.</summary>
    public IReadOnlyList<int> SplitCounts()
    {
        var counts = new int[FeatureCount];
        foreach (TreeNode node in _nodes) counts[node.Feature]++;
        return counts;
    }

    private void CheckRow(int length)
    {
        if (length != FeatureCount)
            throw new ArgumentException($"A row must have {FeatureCount} values in the order of the feature names; it has {length}.", nameof(length));
    }

    private bool InCategories(int set, int category)
    {
        int word = category >> 5, first = _categoryOffsets[set];
        return word < _categoryOffsets[set + 1] - first && (_categoryWords[first + word] >> (category & 31) & 1) != 0;
    }
}
