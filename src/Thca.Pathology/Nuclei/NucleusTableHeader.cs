using Thca.Core.Cohorts;
using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>What all nuclei of one table have in common: the slide and its resolution.</summary>
public sealed record NucleusTableHeader
{
    /// <summary>The slide.</summary>
    public required SlideId Slide { get; init; }

    /// <summary>Micrometres per level-0 pixel along x; NaN when unknown.</summary>
    public required double MppX { get; init; }

    /// <summary>Micrometres per level-0 pixel along y; NaN when unknown.</summary>
    public required double MppY { get; init; }

    /// <summary>Area of one pixel of the grid the nuclei were segmented on, µm².</summary>
    /// <value>0.0625: the detector's grid has 0.25 µm per pixel.</value>
    public double GridPixelArea { get; init; } = 0.0625;

    /// <summary>Area of a nucleus, µm².</summary>
    public double AreaUm2(Nucleus nucleus) => nucleus.AreaPixels * GridPixelArea;
}
