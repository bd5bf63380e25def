namespace Thca.Modeling.Runtime.Features;

/// <summary>Limits a value is clipped to before it is scored.</summary>
public sealed record CritWinsor
{
    /// <summary>Lower limit, in the feature's unit.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper limit, in the feature's unit.</summary>
    public required double Upper { get; init; }
}
