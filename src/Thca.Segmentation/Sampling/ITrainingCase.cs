using Thca.Core.Geometry;

namespace Thca.Segmentation.Sampling;

/// <summary>
/// One preprocessed case that patches are cut from: normalised image channels and labels on one grid, and where each label occurs. Reads are
/// by boxes, so that a case may stay in a file. Safe for concurrent reads.
/// </summary>
public interface ITrainingCase
{
    /// <summary>Name of the case.</summary>
    string Id { get; }

    /// <summary>The grid; x is the last array axis and fastest in memory.</summary>
    GridSize Size { get; }

    /// <summary>Image channels.</summary>
    int Channels { get; }

    /// <summary>Foreground labels that occur, ascending.</summary>
    IReadOnlyList<int> Foreground { get; }

    /// <summary>Memory positions (<see cref="GridSize.Offset"/>) of voxels of a label of <see cref="Foreground"/>: all of them or a random part.</summary>
    ReadOnlySpan<int> Locations(int label);

    /// <summary>Copies a box of one channel; 0 outside the case.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="start">First voxel; may lie outside.</param>
    /// <param name="size">Extents of the box.</param>
    /// <param name="target">Receives the box, x fastest.</param>
    void ReadImage(int channel, VoxelIndex start, GridSize size, Span<float> target);

    /// <summary>Copies a box of the labels; -1 outside the case, and where nothing was imaged.</summary>
    /// <param name="start">First voxel; may lie outside.</param>
    /// <param name="size">Extents of the box.</param>
    /// <param name="target">Receives the box, x fastest.</param>
    void ReadLabels(VoxelIndex start, GridSize size, Span<short> target);
}
