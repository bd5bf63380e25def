namespace Thca.Core.Histology;

/// <summary>One detected nucleus. Its coordinates are pixels of whatever image it was found in: a detector's window, or level 0 once a slide is assembled.</summary>
public sealed record Nucleus
{
    /// <summary>Number within the image or slide, from 0.</summary>
    public required int Id { get; init; }

    /// <summary>The tight box around its pixels.</summary>
    public required PixelBox Box { get; init; }

    /// <summary>Mean column of its pixels.</summary>
    public required double CentroidX { get; init; }

    /// <summary>Mean row of its pixels.</summary>
    public required double CentroidY { get; init; }

    /// <summary>Its outline: at least three points, counter-clockwise on screen, straight runs reduced to their end points, not closed.</summary>
    public required IReadOnlyList<PixelPoint> Contour { get; init; }

    /// <summary>Number of its pixels on the grid it was segmented on.</summary>
    public required double AreaPixels { get; init; }

    /// <summary>Its class.</summary>
    public required NucleusType Type { get; init; }

    /// <summary>Share of its pixels that voted for the class, 0..1; not a calibrated probability.</summary>
    public required double Probability { get; init; }

    /// <summary>Pixels that voted for each of the six classes, background first; empty when the detector does not vote.</summary>
    public IReadOnlyList<int> Votes { get; init; } = [];

    /// <summary>Mean probability of "nucleus" over its pixels, 0..1; NaN when the detector has none.</summary>
    public double MeanNuclearProbability { get; init; } = double.NaN;

    /// <summary>The tissue component under its centroid, from 1; 0 outside the tissue.</summary>
    public int RegionId { get; init; }

    /// <summary>The tile that owns it, counted along rows of cores; 0 for a single image.</summary>
    public int Core { get; init; }

    /// <summary>What is unusual about it.</summary>
    public NucleusFlags Flags { get; init; }
}
