using Thca.Core.Cohorts;
using Thca.Core.Contracts;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>One slide whose nuclei are to be measured.</summary>
public sealed record SlideToMeasure
{
    /// <summary>Whose slide it is.</summary>
    public required PatientId Patient { get; init; }

    /// <summary>The slide.</summary>
    public required SlideId Slide { get; init; }

    /// <summary>Opens a reader; called once per worker. The slide's resolution must be known.</summary>
    public required Func<ISlideReader> Open { get; init; }

    /// <summary>The table of its nuclei, see <see cref="Nuclei.NucleusTable"/>.</summary>
    public required string NucleiPath { get; init; }

    /// <summary>Where tissue lies; null: everywhere.</summary>
    public TissueRaster? Tissue { get; init; }

    /// <summary>Its colours.</summary>
    public SlideColours Colours { get; init; } = SlideColours.Own;
}
