using Thca.Core.Contracts;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>How the colours of a slide become comparable and unmixed. The same for every pixel of the slide.</summary>
public sealed record SlideColours
{
    /// <summary>The slide's own colours, unmixed by the fixed vectors of Ruifrok and Johnston.</summary>
    public static SlideColours Own { get; } = new();

    /// <summary>Gives windows the colours of the target, with parameters estimated once for the slide; null for the slide's own colours. Safe for several threads.</summary>
    public IStainNormalizer? Normalizer { get; init; }

    /// <summary>Unmixes the colours after normalisation.</summary>
    public StainUnmixing Unmixing { get; init; } = StainUnmixing.Ruifrok;

    /// <summary>What was done, such as "macenko" or "none"; changes when results do.</summary>
    public string Description { get; init; } = "none";
}
