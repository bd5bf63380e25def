namespace Thca.Modeling.Runtime.Artifact;

/// <summary>
/// One tree of the optional parsed copy of a LightGBM text: the lines of its block that decide predictions and contributions, under the keys of the text
/// and with the same numbers.
/// </summary>
public sealed record CritTree
{
    /// <summary>Column of every node (<c>split_feature</c>).</summary>
    public IReadOnlyList<int> SplitFeature { get; init; } = [];

    /// <summary>Threshold of every node, or the number of its category set (<c>threshold</c>).</summary>
    public IReadOnlyList<double> Threshold { get; init; } = [];

    /// <summary>Bits of every node: categorical, default side, missing type (<c>decision_type</c>).</summary>
    public IReadOnlyList<int> DecisionType { get; init; } = [];

    /// <summary>Left child of every node; negative numbers are complements of leaves (<c>left_child</c>).</summary>
    public IReadOnlyList<int> LeftChild { get; init; } = [];

    /// <summary>Right child of every node (<c>right_child</c>).</summary>
    public IReadOnlyList<int> RightChild { get; init; } = [];

    /// <summary>Value of every leaf, log-odds (<c>leaf_value</c>).</summary>
    public required IReadOnlyList<double> LeafValue { get; init; }

    /// <summary>Training rows of every leaf (<c>leaf_count</c>).</summary>
    public IReadOnlyList<int> LeafCount { get; init; } = [];

    /// <summary>Training rows of every node (<c>internal_count</c>).</summary>
    public IReadOnlyList<int> InternalCount { get; init; } = [];

    /// <summary>Where each category set starts among the words (<c>cat_boundaries</c>).</summary>
    public IReadOnlyList<int> CategoryBoundaries { get; init; } = [];

    /// <summary>Bits of the category sets, 32 a word (<c>cat_threshold</c>).</summary>
    public IReadOnlyList<uint> CategoryWords { get; init; } = [];
}
