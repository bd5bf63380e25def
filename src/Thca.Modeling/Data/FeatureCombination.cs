namespace Thca.Modeling.Data;

/// <summary>A set of modalities that a model is built on.</summary>
/// <param name="Name">Name, e.g. <c>Clinical+Radiomics+iTED</c>.</param>
/// <param name="Modalities">Its modalities, in block order.</param>
public sealed record FeatureCombination(string Name, IReadOnlyList<Modality> Modalities)
{
    private static readonly FeatureCombination[] Known =
    [
        new("Clinical", [Modality.Clinical]),
        new("Radiomics", [Modality.Radiomics]),
        new("iTED", [Modality.ITed]),
        new("3D_ITHscore", [Modality.IthScore]),
        new("Clinical+Radiomics", [Modality.Clinical, Modality.Radiomics]),
        new("Clinical+iTED", [Modality.Clinical, Modality.ITed]),
        new("Clinical+3D_ITHscore", [Modality.Clinical, Modality.IthScore]),
        new("Radiomics+iTED", [Modality.Radiomics, Modality.ITed]),
        new("Radiomics+3D_ITHscore", [Modality.Radiomics, Modality.IthScore]),
        new("iTED+3D_ITHscore", [Modality.ITed, Modality.IthScore]),
        new("Clinical+Radiomics+iTED", [Modality.Clinical, Modality.Radiomics, Modality.ITed]),
        new("Clinical+Radiomics+3D_ITHscore", [Modality.Clinical, Modality.Radiomics, Modality.IthScore]),
        new("Clinical+iTED+3D_ITHscore", [Modality.Clinical, Modality.ITed, Modality.IthScore]),
        new("All_Imaging", [Modality.Radiomics, Modality.ITed, Modality.IthScore]),
        new("All_Features", [Modality.Clinical, Modality.Radiomics, Modality.ITed, Modality.IthScore]),
    ];

    /// <summary>The 15 combinations of the study, in its order.</summary>
    public static IReadOnlyList<FeatureCombination> All => Known;

    /// <summary>The combinations that some features allow, in the study's order.</summary>
    public static IReadOnlyList<FeatureCombination> Constructible(IEnumerable<ModelFeature> features)
    {
        HashSet<Modality> present = [.. features.Select(f => f.Modality)];
        return [.. Known.Where(c => c.Modalities.All(present.Contains))];
    }

    /// <summary>The combination of everything that some features hold.</summary>
    public static FeatureCombination Whole(IEnumerable<ModelFeature> features)
    {
        HashSet<Modality> present = [.. features.Select(f => f.Modality)];
        return Known.First(c => present.SetEquals(c.Modalities));
    }

    /// <summary>A combination by name, also the README's spelling with underscores (e.g. <c>Clinical_iTED</c>).</summary>
    /// <exception cref="Core.Errors.OptionsException">There is none of that name.</exception>
    public static FeatureCombination ByName(string name)
    {
        HashSet<string> parts = Parts(name);
        return Known.FirstOrDefault(c => c.Name == name) ?? Known.FirstOrDefault(c => Parts(c.Name).SetEquals(parts))
            ?? throw new Core.Errors.OptionsException([$"There is no combination '{name}'; known: {string.Join(", ", Known.Select(c => c.Name))}."]);
    }

    /// <summary>Columns of the combination, ascending.</summary>
    internal int[] Columns(IReadOnlyList<ModelFeature> features) => [.. Enumerable.Range(0, features.Count).Where(c => Modalities.Contains(features[c].Modality)).OrderBy(c => features[c].Modality).ThenBy(c => c)];

    private static HashSet<string> Parts(string name) =>
        [.. name.Replace("_Only", "", StringComparison.Ordinal).Replace("3D_ITHscore", "ITH", StringComparison.Ordinal).Replace("3D_ITH", "ITH", StringComparison.Ordinal).Split('+', '_')];
}
