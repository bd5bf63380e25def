namespace Thca.Modeling.Runtime;

/// <summary>Limits and checks when a model is loaded.</summary>
public sealed record CritLoadOptions
{
    /// <summary>Largest artifact that is read.</summary>
    /// <value>Bytes; default 64 MiB.</value>
    public int MaxBytes { get; init; } = 64 << 20;

    /// <summary>Largest number of trees.</summary>
    /// <value>Default 20,000.</value>
    public int MaxTrees { get; init; } = 20_000;

    /// <summary>Largest number of leaves in one tree.</summary>
    /// <value>Default 65,536.</value>
    public int MaxLeavesPerTree { get; init; } = 65_536;

    /// <summary>Deepest leaf that is accepted; explanations cost its square per leaf.</summary>
    /// <value>Default 512.</value>
    public int MaxDepth { get; init; } = 512;

    /// <summary>Largest number of model columns.</summary>
    /// <value>Default 20,000.</value>
    public int MaxFeatures { get; init; } = 20_000;

    /// <summary>
    /// Whether the test vectors must be present (at least 8) and are recomputed. Only the training side, which has yet to make them, turns this off.
    /// </summary>
    /// <value>Default true.</value>
    public bool VerifyTestVectors { get; init; } = true;
}
