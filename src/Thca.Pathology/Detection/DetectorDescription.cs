namespace Thca.Pathology.Detection;

/// <summary>Which detector found the nuclei, for the record and for deciding whether a slide must be done again.</summary>
public sealed record DetectorDescription
{
    /// <summary>Short name, such as "hovernet" or "oracle".</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the weights or of the truth; empty when there are none.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Where the weights come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Licence of the weights; empty when there are none.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Settings that change results, name and text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];
}
