namespace Thca.Modeling.Runtime.Features;

/// <summary>A declared conversion: value in the feature's unit = <see cref="Factor"/> · value + <see cref="Offset"/>.</summary>
public sealed record CritUnitConversion
{
    /// <summary>UCUM unit the value may also be stated in.</summary>
    public required string Unit { get; init; }

    /// <summary>Positive factor.</summary>
    public required double Factor { get; init; }

    /// <summary>Offset in the feature's unit.</summary>
    /// <value>Default 0.</value>
    public double Offset { get; init; }
}
