using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Artifact;

/// <summary>The combination of feature tables the model uses.</summary>
public sealed record CritCombination
{
    /// <summary>Name, e.g. Clinical+Radiomics+iTED.</summary>
    public required string Name { get; init; }

    /// <summary>Its modalities.</summary>
    public required IReadOnlyList<CritModality> Modalities { get; init; }
}
