namespace Thca.Pathology.Detection;

/// <summary>What the detection on a slide gave; the nuclei themselves are in <see cref="NucleiPath"/>.</summary>
public sealed record SlideDetectionResult
{
    /// <summary>The table of nuclei.</summary>
    public required string NucleiPath { get; init; }

    /// <summary>The report beside it, <c>detection.json</c>.</summary>
    public required string ReportPath { get; init; }

    /// <summary>Number of nuclei.</summary>
    public required long Nuclei { get; init; }

    /// <summary>Nuclei by class, background first.</summary>
    public required IReadOnlyList<long> CountsByType { get; init; }

    /// <summary>Windows that were processed, in order.</summary>
    public required IReadOnlyList<TileReport> Tiles { get; init; }

    /// <summary>Seconds that each of <see cref="Tiles"/> took; NaN where an earlier run had done it. Kept out of every file but <c>run.log.json</c>.</summary>
    public IReadOnlyList<double> TileSeconds { get; init; } = [];

    /// <summary>Nuclei that were found again by a neighbouring window and dropped.</summary>
    public required int DuplicatesRemoved { get; init; }

    /// <summary>Share of the wanted area whose windows went well, 0..1.</summary>
    public required double Coverage { get; init; }

    /// <summary>Whether everything was taken over from an earlier run.</summary>
    public bool Reused { get; init; }
}
