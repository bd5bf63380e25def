namespace Thca.Pathology.NuclearFeatures;

/// <summary>How the nuclei of a slide are measured.</summary>
public sealed record SlideFeatureOptions
{
    /// <summary>Which features.</summary>
    /// <value><see cref="NuclearProfile.Sound"/>.</value>
    public NuclearProfile Profile { get; init; }

    /// <summary>Which nuclei count.</summary>
    /// <value>The filter's own defaults.</value>
    public NucleusFilter Filter { get; init; } = new();

    /// <summary>Checks every setting.</summary>
    /// <exception cref="Core.Errors.OptionsException">At least one is outside its range.</exception>
    public void Validate() => Filter.Validate();
}
