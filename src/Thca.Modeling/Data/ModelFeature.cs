namespace Thca.Modeling.Data;

/// <summary>A feature as models know it.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Modality">Where it comes from.</param>
/// <param name="Codes">Code of every label, for a categorical feature; null for a numeric one.</param>
public sealed record ModelFeature(string Name, Modality Modality, IReadOnlyDictionary<string, int>? Codes = null)
{
    /// <summary>Whether the feature holds labels.</summary>
    public bool IsCategorical => Codes is not null;
}
