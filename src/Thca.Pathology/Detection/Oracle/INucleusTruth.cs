using Thca.Core.Cohorts;

namespace Thca.Pathology.Detection.Oracle;

/// <summary>Knows where the nuclei of a slide really are. Safe for several threads.</summary>
public interface INucleusTruth
{
    /// <summary>The truth of a window on the detector's grid; nothing outside the slide.</summary>
    /// <param name="slide">The slide.</param>
    /// <param name="x">First column; may be negative.</param>
    /// <param name="y">First row; may be negative.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>New arrays, which the caller may change.</returns>
    TruthPatch Read(SlideId slide, long x, long y, int width, int height, CancellationToken ct = default);

    /// <summary>Hash or name that changes when the truth does.</summary>
    string Identity { get; }
}
