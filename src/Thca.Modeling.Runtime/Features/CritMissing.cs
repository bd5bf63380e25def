namespace Thca.Modeling.Runtime.Features;

/// <summary>What happens when a feature's value is missing.</summary>
public sealed record CritMissing
{
    /// <summary>The policy.</summary>
    public required CritMissingPolicy Policy { get; init; }

    /// <summary>The value used by <see cref="CritMissingPolicy.Impute"/>, in the feature's unit.</summary>
    /// <value>Null for the other policies.</value>
    public double? Value { get; init; }

    /// <summary>Share of development rows in which the feature was missing.</summary>
    /// <value>0..1; default 0.</value>
    public double Rate { get; init; }
}
