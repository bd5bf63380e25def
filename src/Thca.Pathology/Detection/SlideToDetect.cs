using Thca.Core.Cohorts;
using Thca.Core.Contracts;

namespace Thca.Pathology.Detection;

/// <summary>One slide and how it is read.</summary>
public sealed record SlideToDetect
{
    /// <summary>The slide.</summary>
    public required SlideId Slide { get; init; }

    /// <summary>Opens a reader; called once per worker. The slide's resolution must be known.</summary>
    public required Func<ISlideReader> Open { get; init; }

    /// <summary>Hash that recognises the slide's content.</summary>
    public required string Identity { get; init; }

    /// <summary>Where nuclei are wanted.</summary>
    public IDetectionArea Area { get; init; } = new WholeSlideArea();

    /// <summary>Gives every window the colours of a target before detection; null for the slide's own. Must be safe for several threads.</summary>
    public IStainNormalizer? Normalizer { get; init; }

    /// <summary>Text that changes when the normalisation does; empty without one.</summary>
    public string NormalizerIdentity { get; init; } = "";
}
