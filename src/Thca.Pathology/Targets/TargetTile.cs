using Thca.Core.Cohorts;

namespace Thca.Pathology.Targets;

/// <summary>A tile that was looked at for a stain target.</summary>
public sealed record TargetTile
{
    /// <summary>Whose slide it is from.</summary>
    public required PatientId Patient { get; init; }

    /// <summary>The slide.</summary>
    public required SlideId Slide { get; init; }

    /// <summary>First column on the 0.25 µm grid.</summary>
    public required int X { get; init; }

    /// <summary>First row on the 0.25 µm grid.</summary>
    public required int Y { get; init; }

    /// <summary>Side in pixels of 0.25 µm.</summary>
    public required int Size { get; init; }

    /// <summary>What was measured.</summary>
    public required TileQuality Quality { get; init; }

    /// <summary>Cluster of alike colours, from 0; -1 when no clusters were needed or the tile did not get that far.</summary>
    public int Cluster { get; init; } = -1;

    /// <summary>Whether the tile shapes the target.</summary>
    public bool Selected { get; init; }

    /// <summary>32-bin histograms of R, G and B, each summing to 1.</summary>
    internal double[] Colours { get; init; } = [];
}
