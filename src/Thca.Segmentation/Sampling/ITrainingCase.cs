using Thca.Core.Geometry;

namespace Thca.Segmentation.Sampling;

/// <summary>
/// One preprocessed case that patches are cut from: normalised image channels and labels on one grid, and where each label occurs. Reads are
/// by runs of voxels, so that a case may stay in a file. Safe for concurrent reads.
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

    /// <summary>Copies a run of image voxels.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="offset">Memory position of the first voxel.</param>
    /// <param name="target">Where to; its length is the length of the run.</param>
    void ReadImage(int channel, int offset, Span<float> target);

    /// <summary>Copies a run of labels; -1 is outside the region that was imaged.</summary>
    /// <param name="offset">Memory position of the first voxel.</param>
    /// <param name="target">Where to; its length is the length of the run.</param>
    void ReadLabels(int offset, Span<short> target);
}
