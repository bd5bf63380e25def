namespace Thca.Modeling.Runtime.Decisions;

/// <summary>A scheme that sorts patients into ordered groups.</summary>
public sealed record CritRiskGroups
{
    /// <summary>Name: clinical, tertile, fixed.</summary>
    public required string Scheme { get; init; }

    /// <summary>Strictly increasing cuts.</summary>
    public required IReadOnlyList<double> Cuts { get; init; }

    /// <summary>Labels from low to high, one more than cuts.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Whether a value equal to a cut belongs to the lower group.</summary>
    /// <value>Default false: it belongs to the higher group, as "high when p ≥ threshold".</value>
    public bool RightClosed { get; init; }

    /// <summary>What is cut: the calibrated probability, or the margin.</summary>
    /// <value>Default probability.</value>
    public CritScale Variable { get; init; } = CritScale.Probability;
}
