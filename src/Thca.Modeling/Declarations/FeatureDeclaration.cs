using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Declarations;

/// <summary>What the owner of the data says about a feature; what is left out stays as the product assumes it.</summary>
public sealed record FeatureDeclaration
{
    /// <summary>UCUM unit of the column.</summary>
    /// <value>null: the unit of the study's schema, "1" for unknown columns.</value>
    public string? Unit { get; init; }

    /// <summary>How sure the unit is.</summary>
    /// <value>null: stated where a unit is declared here or follows from the feature's definition, else assumed.</value>
    public CritUnitStatus? UnitStatus { get; init; }

    /// <summary>When the value is known.</summary>
    /// <value>null: as in the study's schema, else unknown.</value>
    public CritTiming? Timing { get; init; }

    /// <summary>Formula or how it was measured.</summary>
    /// <value>Empty</value>
    public string Definition { get; init; } = "";

    /// <summary>Name of the extraction settings of an imaging feature.</summary>
    /// <value>null</value>
    public string? ExtractionId { get; init; }

    /// <summary>SHA-256 of these settings, 64 lower-case hexadecimal digits.</summary>
    /// <value>null</value>
    public string? ExtractionSha256 { get; init; }

    /// <summary>Adds what is wrong with the declaration.</summary>
    internal void Check(string name, List<string> problems)
    {
        if (Unit is { Length: 0 }) problems.Add($"The unit of '{name}' is empty; write \"1\" for a number without a unit.");
        if (ExtractionId is null != ExtractionSha256 is null) problems.Add($"Feature '{name}' needs extractionId and extractionSha256 together.");
        if (ExtractionSha256 is { } hash && (hash.Length != 64 || hash.Any(c => !char.IsAsciiHexDigitLower(c) && !char.IsAsciiDigit(c))))
            problems.Add($"extractionSha256 of '{name}' is '{hash}'; expected 64 lower-case hexadecimal digits.");
    }
}
