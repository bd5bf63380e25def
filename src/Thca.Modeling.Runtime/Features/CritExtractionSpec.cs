namespace Thca.Modeling.Runtime.Features;

/// <summary>How an imaging feature was computed.</summary>
public sealed record CritExtractionSpec
{
    /// <summary>Name of the extraction settings.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the settings, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
