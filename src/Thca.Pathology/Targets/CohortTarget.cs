using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Pathology.Stains;

namespace Thca.Pathology.Targets;

/// <summary>A stain target made from the slides of a study.</summary>
public sealed record CohortTarget
{
    /// <summary>The target, fitted to the selected tiles' pixels only.</summary>
    public required StainProfile Profile { get; init; }

    /// <summary>Every tile that was looked at, in order of slides and draws.</summary>
    public required IReadOnlyList<TargetTile> Tiles { get; init; }

    /// <summary>The selected tiles in a grid, for people; white where there is none.</summary>
    public required RgbImage Picture { get; init; }

    /// <summary>Slides that could not be used, with the reason.</summary>
    public required IReadOnlyList<(string Slide, Problem Problem)> Failures { get; init; }
}
