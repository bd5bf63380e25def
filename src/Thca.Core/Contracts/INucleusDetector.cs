using Thca.Core.Histology;

namespace Thca.Core.Contracts;

/// <summary>Finds and classifies the nuclei of one window of a slide. Results depend on the window alone, never on threads or order of calls.</summary>
public interface INucleusDetector
{
    /// <summary>Pixels of context the detector needs on every side of the area it answers for; 0 when it needs none.</summary>
    int Context { get; }

    /// <summary>Finds the nuclei of a window.</summary>
    /// <param name="window">The piece of the slide, at 0.25 micrometres per pixel.</param>
    /// <param name="ct">Cancels within the window.</param>
    /// <returns>Nuclei with coordinates in pixels of the window's image, numbered from 0.</returns>
    IReadOnlyList<Nucleus> Detect(DetectionWindow window, CancellationToken ct = default);
}
