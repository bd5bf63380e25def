using Thca.Core.Histology;

namespace Thca.Pathology.Detection;

/// <summary>How one window of a slide went.</summary>
/// <param name="Id">Number of its core, or of its tile in a TIAToolbox run.</param>
/// <param name="Status">"ok", or TILE_FAILED.</param>
/// <param name="Nuclei">Nuclei it owns, before duplicates are removed.</param>
/// <param name="Message">Why it failed; empty otherwise.</param>
public sealed record TileReport(int Id, string Status, int Nuclei, string Message = "")
{
    /// <summary>Code of a window that failed twice.</summary>
    public const string Failed = "TILE_FAILED";

    /// <summary>Whether it went well.</summary>
    public bool IsOk => Status == Core.Outcomes.ProblemCodes.Ok;

    /// <summary>The part of the slide it answers for, level-0 pixels; may overhang the slide to the right and below.</summary>
    public PixelBox Box { get; init; }

    /// <summary>Share of its tissue that is out of focus, 0 to 1; NaN without tissue or where the focus is not known.</summary>
    public double BlurredShare { get; init; } = double.NaN;
}
