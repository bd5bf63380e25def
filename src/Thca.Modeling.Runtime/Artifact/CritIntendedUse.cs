namespace Thca.Modeling.Runtime.Artifact;

/// <summary>What the model is for.</summary>
public sealed record CritIntendedUse
{
    /// <summary>Patients it was developed for.</summary>
    /// <value>Default empty.</value>
    public string Population { get; init; } = "";

    /// <summary>When it is used.</summary>
    /// <value>Default empty.</value>
    public string TimeOfUse { get; init; } = "";

    /// <summary>Definition of the outcome.</summary>
    /// <value>Default empty.</value>
    public string Outcome { get; init; } = "";

    /// <summary>Time to the outcome.</summary>
    /// <value>Default empty.</value>
    public string Horizon { get; init; } = "";

    /// <summary>When it must not be used.</summary>
    public IReadOnlyList<string> Contraindications { get; init; } = [];
}
