using System.Globalization;
using Thca.Core.Errors;
using Thca.Pathology.Tiling;

namespace Thca.Pathology.Detection;

/// <summary>Settings of the detection on a slide.</summary>
public sealed record SlideDetectionOptions
{
    /// <summary>How the slide is cut into cores.</summary>
    /// <value>Cores of 4172 pixels with at least 0.1 % tissue.</value>
    public TilingOptions Tiling { get; init; } = new();

    /// <summary>Nuclei below this area are flagged, µm².</summary>
    /// <value>8.</value>
    public double MinAreaUm2 { get; init; } = 8;

    /// <summary>Nuclei above this area are flagged, µm².</summary>
    /// <value>600.</value>
    public double MaxAreaUm2 { get; init; } = 600;

    /// <summary>Two nuclei of different cores whose masks overlap more (intersection over union) are one.</summary>
    /// <value>0.3.</value>
    public double DuplicateIou { get; init; } = 0.3;

    /// <summary>Whether a slide counts as done although tiles failed twice.</summary>
    /// <value>false: the slide fails with TILE_FAILED.</value>
    public bool AllowMissingTiles { get; init; }

    /// <summary>How windows are merged.</summary>
    /// <value><see cref="MergeRule.Ownership"/>.</value>
    public MergeRule Merge { get; init; }

    /// <summary>Windows held in memory at once; fewer when fewer threads are allowed.</summary>
    /// <value>2.</value>
    public int TilesInFlight { get; init; } = 2;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate()
    {
        Tiling.Validate();
        List<string> problems = [];
        if (!(MinAreaUm2 >= 0 && MaxAreaUm2 > MinAreaUm2)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"The areas are {MinAreaUm2} to {MaxAreaUm2} µm²; the first must be at least 0 and below the second."));
        if (!(DuplicateIou is > 0 and <= 1)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"DuplicateIou is {DuplicateIou}; a share above 0 up to 1 is needed."));
        if (TilesInFlight < 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"TilesInFlight is {TilesInFlight}; at least 1 is needed."));
        OptionsException.ThrowIfAny(problems);
    }

    /// <summary>The settings that change results, for the record.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Recorded() =>
    [
        new("core_size", Tiling.Core.ToString(CultureInfo.InvariantCulture)),
        new("margin", TilingOptions.Margin.ToString(CultureInfo.InvariantCulture)),
        new("smallest_coverage", Tiling.SmallestCoverage.ToString(CultureInfo.InvariantCulture)),
        new("min_area_um2", MinAreaUm2.ToString(CultureInfo.InvariantCulture)),
        new("max_area_um2", MaxAreaUm2.ToString(CultureInfo.InvariantCulture)),
        new("duplicate_iou", DuplicateIou.ToString(CultureInfo.InvariantCulture)),
        new("allow_missing_tiles", AllowMissingTiles ? "true" : "false"),
        new("merge", Merge.ToString()),
    ];
}
