using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Pathology.Detection;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Reports;

/// <summary>What detection found on a slide, in numbers and pictures.</summary>
public sealed record SlideReport
{
    /// <summary>The slide.</summary>
    public required SlideId Slide { get; init; }

    /// <summary>Its size and resolution.</summary>
    public required SlideProperties Properties { get; init; }

    /// <summary>Which detector it was.</summary>
    public required DetectorDescription Detector { get; init; }

    /// <summary>The normalisation before detection; empty without one.</summary>
    public required string Normalisation { get; init; }

    /// <summary>The tissue; null where the whole slide was searched.</summary>
    public required TissueMask? Tissue { get; init; }

    /// <summary>Counts, windows, coverage.</summary>
    public required SlideDetectionResult Detection { get; init; }

    /// <summary>Area that was searched, mm²: the tissue, or the slide.</summary>
    public required double AreaMm2 { get; init; }

    /// <summary>How many nuclei are unusual, and why: small, large, at the border, out of focus, outside the tissue.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Flags { get; init; }

    /// <summary>Nuclei per mm² over the slide.</summary>
    public required DensityMap Density { get; init; }

    /// <summary>The slide with the outline of its tissue.</summary>
    public required RgbImage Overview { get; init; }

    /// <summary>The slide with the outlines of its nuclei in the colours of their classes.</summary>
    public required RgbImage Overlay { get; init; }

    /// <summary>Nuclei drawn at random, of every class.</summary>
    public required IReadOnlyList<GalleryNucleus> Gallery { get; init; }
}
