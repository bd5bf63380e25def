using Thca.Core.Cohorts;
using Thca.Core.Contracts;
using Thca.Pathology.Tissue;

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

    /// <summary>Where nuclei are wanted; null for the whole slide as one region.</summary>
    public TissueMask? Tissue { get; init; }

    /// <summary>Text that changes when the tissue does; part of what decides whether a finished slide is done again.</summary>
    public string TissueIdentity { get; init; } = "whole slide";

    /// <summary>Gives every window the colours of a target before detection; null for the slide's own. Must be safe for several threads.</summary>
    public IStainNormalizer? Normalizer { get; init; }

    /// <summary>Text that changes when the normalisation does; empty without one.</summary>
    public string NormalizerIdentity { get; init; } = "";
}
