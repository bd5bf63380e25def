namespace Thca.Core.Histology;

/// <summary>Size and resolution of a slide as its file declares them.</summary>
public sealed record SlideProperties
{
    /// <summary>The pyramid, level 0 (the finest) first; at least one level.</summary>
    public required IReadOnlyList<SlideLevel> Levels { get; init; }

    /// <summary>Micrometres per level-0 pixel along x; NaN when unknown.</summary>
    public double MppX { get; init; } = double.NaN;

    /// <summary>Micrometres per level-0 pixel along y; NaN when unknown.</summary>
    public double MppY { get; init; } = double.NaN;

    /// <summary>Power of the objective; NaN when unknown.</summary>
    public double Power { get; init; } = double.NaN;

    /// <summary>Where the resolution comes from, such as "manifest" or "openslide.mpp-x"; empty when unknown.</summary>
    public string ResolutionSource { get; init; } = "";

    /// <summary>Scanner vendor or file kind, for the record.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>Level-0 columns.</summary>
    public long Width => Levels[0].Width;

    /// <summary>Level-0 rows.</summary>
    public long Height => Levels[0].Height;
}
