namespace Thca.Pathology.NuclearFeatures;

/// <summary>What came of measuring a slide's nuclei.</summary>
/// <param name="Nuclei">Nuclei in the table, each with a row.</param>
/// <param name="Included">Nuclei that count.</param>
/// <param name="Exclusions">Other nuclei by the reason, in order of name.</param>
/// <param name="TextureLow">Haematoxylin at the lowest texture level.</param>
/// <param name="TextureHigh">Haematoxylin at the highest texture level.</param>
public sealed record SlideFeatureSummary(int Nuclei, int Included, IReadOnlyList<KeyValuePair<string, int>> Exclusions, double TextureLow, double TextureHigh);
