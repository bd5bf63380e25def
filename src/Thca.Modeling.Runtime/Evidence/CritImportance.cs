namespace Thca.Modeling.Runtime.Evidence;

/// <summary>Global importance of one feature.</summary>
public sealed record CritImportance
{
    /// <summary>Feature name.</summary>
    public required string Feature { get; init; }

    /// <summary>Mean absolute contribution to the margin.</summary>
    public required double MeanAbsolute { get; init; }
}
