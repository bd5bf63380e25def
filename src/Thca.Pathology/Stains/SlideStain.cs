using Thca.Core.Outcomes;

namespace Thca.Pathology.Stains;

/// <summary>The stains of one slide.</summary>
public sealed record SlideStain
{
    /// <summary>Vectors, concentrations or moments: the source of a normaliser.</summary>
    public required StainProfile Profile { get; init; }

    /// <summary>The method that was asked for; the profile's own where the fixed vectors had to be used.</summary>
    public required StainMethod Requested { get; init; }

    /// <summary>Tissue pixels that were looked at.</summary>
    public required int SampleSize { get; init; }

    /// <summary>Windows they came from.</summary>
    public required int Windows { get; init; }

    /// <summary>STAIN_FALLBACK with the reason, when the estimated vectors were implausible and the fixed ones are used; null otherwise.</summary>
    public Problem? Fallback { get; init; }
}
