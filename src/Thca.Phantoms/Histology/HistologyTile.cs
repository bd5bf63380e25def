using Thca.Core.Histology;

namespace Thca.Phantoms.Histology;

/// <summary>A window of a synthetic slide with its truth. Maps are row by row, as wide and tall as <see cref="Image"/>.</summary>
public sealed record HistologyTile
{
    /// <summary>Where it lies on the slide.</summary>
    public required PixelBox Box { get; init; }

    /// <summary>The picture.</summary>
    public required RgbImage Image { get; init; }

    /// <summary>The number of the nucleus that owns a pixel; 0 for none.</summary>
    public required IReadOnlyList<int> Instances { get; init; }

    /// <summary>The type of the nucleus that owns a pixel, 0 to 5.</summary>
    public required IReadOnlyList<byte> Types { get; init; }

    /// <summary>Whether a pixel is tissue, not glass.</summary>
    public required IReadOnlyList<bool> Tissue { get; init; }

    /// <summary>Haematoxylin concentration of a pixel, before the optics.</summary>
    public required IReadOnlyList<float> Haematoxylin { get; init; }

    /// <summary>Eosin concentration of a pixel, before the optics.</summary>
    public required IReadOnlyList<float> Eosin { get; init; }

    /// <summary>The nuclei with at least one pixel in the window, in order of their numbers; boxes and centroids in pixels of the slide.</summary>
    public required IReadOnlyList<NucleusTruth> Nuclei { get; init; }
}
