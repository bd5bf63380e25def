namespace Thca.Pathology.Stains;

/// <summary>The colours of an image or a slide, as one method sees them: what a normaliser needs to know of its source and of its target.</summary>
public sealed record StainProfile
{
    /// <summary>The method that made it.</summary>
    public required StainMethod Method { get; init; }

    /// <summary>The stain vectors; null for <see cref="StainMethod.Reinhard"/>.</summary>
    public StainMatrix? Matrix { get; init; }

    /// <summary>99th percentiles of the concentrations of haematoxylin and eosin; empty for <see cref="StainMethod.Reinhard"/>.</summary>
    public IReadOnlyList<double> MaximumConcentrations { get; init; } = [];

    /// <summary>Means of L* (0 to 100), a* and b*; empty unless <see cref="StainMethod.Reinhard"/>.</summary>
    public IReadOnlyList<double> LabMeans { get; init; } = [];

    /// <summary>Population standard deviations of L*, a* and b*; empty unless <see cref="StainMethod.Reinhard"/>.</summary>
    public IReadOnlyList<double> LabDeviations { get; init; } = [];

    /// <summary>Intensity of empty glass in R, G and B.</summary>
    public IReadOnlyList<double> Background { get; init; } = [255, 255, 255];
}
