namespace Thca.Modeling.Runtime.Evidence;

/// <summary>How contributions are computed, and the global importance table.</summary>
public sealed record CritExplanation
{
    /// <summary>Method.</summary>
    /// <value>treeshap-path-dependent, the only one.</value>
    public string Method { get; init; } = "treeshap-path-dependent";

    /// <summary>Expected margin: contributions and this sum to the margin.</summary>
    public required double BaseValue { get; init; }

    /// <summary>Row counts used.</summary>
    /// <value>Default training counts.</value>
    public CritCoverSource CoverSource { get; init; } = CritCoverSource.TrainingCounts;

    /// <summary>Features by falling importance.</summary>
    public IReadOnlyList<CritImportance> Importance { get; init; } = [];
}
