namespace Thca.Modeling.Runtime.Decisions;

/// <summary>A number with its interval.</summary>
public sealed record CritEstimate
{
    /// <summary>Estimate.</summary>
    /// <value>Null when undefined.</value>
    public double? Value { get; init; }

    /// <summary>Lower limit.</summary>
    /// <value>Null when none.</value>
    public double? Lower { get; init; }

    /// <summary>Upper limit.</summary>
    /// <value>Null when none.</value>
    public double? Upper { get; init; }

    /// <summary>Method of the interval, e.g. wilson, delong, bca.</summary>
    /// <value>Default empty.</value>
    public string Method { get; init; } = "";
}
