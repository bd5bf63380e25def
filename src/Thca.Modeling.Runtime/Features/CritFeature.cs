namespace Thca.Modeling.Runtime.Features;

/// <summary>One column of the model.</summary>
public sealed record CritFeature
{
    /// <summary>Column of the booster, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Unique name, 1 to 200 characters without blanks or any of <c>",:[]{}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the feature comes from.</summary>
    public required CritModality Modality { get; init; }

    /// <summary>Scale.</summary>
    /// <value>Default numeric.</value>
    public CritFeatureKind Kind { get; init; } = CritFeatureKind.Numeric;

    /// <summary>UCUM unit.</summary>
    /// <value>Default "1" (dimensionless).</value>
    public string Unit { get; init; } = "1";

    /// <summary>How sure the unit is.</summary>
    /// <value>Default assumed.</value>
    public CritUnitStatus UnitStatus { get; init; } = CritUnitStatus.Assumed;

    /// <summary>When the value is known.</summary>
    /// <value>Default unknown.</value>
    public CritTiming Timing { get; init; } = CritTiming.Unknown;

    /// <summary>Formula or feature-class id.</summary>
    /// <value>Default empty.</value>
    public string Definition { get; init; } = "";

    /// <summary>Extraction settings of an imaging feature.</summary>
    /// <value>Null for other features.</value>
    public CritExtractionSpec? ExtractionSpec { get; init; }

    /// <summary>Labels and codes of a categorical feature.</summary>
    /// <value>Null for numeric features.</value>
    public CritEncoding? Encoding { get; init; }

    /// <summary>Distribution in the development data.</summary>
    public CritRange Range { get; init; } = new();

    /// <summary>What happens when the value is missing.</summary>
    public required CritMissing Missing { get; init; }

    /// <summary>Limits the value is clipped to.</summary>
    /// <value>Null: not clipped.</value>
    public CritWinsor? Winsor { get; init; }

    /// <summary>Other units a value may be stated in; any other unit is refused.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<CritUnitConversion> Conversions { get; init; } = [];
}
