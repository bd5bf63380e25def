namespace Thca.Modeling.Runtime.Evidence;

/// <summary>Performance of the model.</summary>
public sealed record CritPerformance
{
    /// <summary>Nested internal validation.</summary>
    /// <value>Null when not done.</value>
    public CritPerformanceSet? Internal { get; init; }

    /// <summary>External validation.</summary>
    /// <value>Null when not done.</value>
    public CritPerformanceSet? External { get; init; }
}
