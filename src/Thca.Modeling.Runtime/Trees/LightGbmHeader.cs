namespace Thca.Modeling.Runtime.Trees;

/// <summary>What the header of a LightGBM text says.</summary>
internal sealed record LightGbmHeader
{
    public string Objective { get; init; } = "custom";

    public double Sigmoid { get; init; } = 1;

    public bool AverageOutput { get; init; }

    public IReadOnlyList<string> FeatureNames { get; init; } = [];

    public IReadOnlyList<string> FeatureInfos { get; init; } = [];

    /// <summary>Number of trees by the tree_sizes line; negative when the line is absent.</summary>
    public int DeclaredTrees { get; init; } = -1;
}
