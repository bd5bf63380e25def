using Thca.Core.Cohorts;
using Thca.Core.Contracts;

namespace Thca.Pathology.Slides;

/// <summary>One slide of a manifest.</summary>
public sealed record SlideEntry
{
    /// <summary>Whose slide it is.</summary>
    public required PatientId Patient { get; init; }

    /// <summary>The slide; unique within the manifest.</summary>
    public required SlideId Slide { get; init; }

    /// <summary>Path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Micrometres per level-0 pixel along x that win over the file's; NaN for none.</summary>
    public double MppX { get; init; } = double.NaN;

    /// <summary>Micrometres per level-0 pixel along y that win over the file's; NaN for none.</summary>
    public double MppY { get; init; } = double.NaN;

    /// <summary>Objective power that wins over the file's; NaN for none.</summary>
    public double Power { get; init; } = double.NaN;

    /// <summary>Path of a GeoJSON file with the regions to analyse; null for the whole slide.</summary>
    public string? RoiGeoJson { get; init; }

    /// <summary>The tissue block, for the record; empty when unknown.</summary>
    public string Block { get; init; } = "";

    /// <summary>Whether the patient may shape anything that is fitted.</summary>
    public SlideSplit Split { get; init; }

    /// <summary>Opens the file with this entry's overrides.</summary>
    /// <param name="backend">The library that reads the file.</param>
    /// <exception cref="Thca.Core.Errors.ThcaException">The file is missing, damaged or of a kind that cannot be read here.</exception>
    public ISlideReader Open(SlideBackend backend = SlideBackend.Auto) =>
        SlideFile.Open(Path, new SlideOpenOptions { MppX = MppX, MppY = MppY, Power = Power, Backend = backend });
}
