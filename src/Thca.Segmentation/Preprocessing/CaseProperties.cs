using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Preprocessing;

/// <summary>What is needed to bring a prediction back onto the grid of the CT's file.</summary>
public sealed record CaseProperties
{
    /// <summary>Grid of the file.</summary>
    public required ImageGeometry FileGeometry { get; init; }

    /// <summary>Orientation that arrays were turned to.</summary>
    public required ArrayOrientation Orientation { get; init; }

    /// <summary>Array axis (0 is z) that became axis 0, 1, 2.</summary>
    public required IReadOnlyList<int> TransposeForward { get; init; }

    /// <summary>Size after turning and transposing, before cropping.</summary>
    public required GridSize SizeBeforeCrop { get; init; }

    /// <summary>Box that cropping kept, in the axes of <see cref="SizeBeforeCrop"/>.</summary>
    public required VoxelRegion Box { get; init; }

    /// <summary>Voxel size before resampling, in the same axes.</summary>
    public required Spacing SpacingBeforeResampling { get; init; }

    /// <summary>Size after resampling: that of the network's input.</summary>
    public required GridSize Size { get; init; }

    /// <summary>Voxel size after resampling.</summary>
    public required Spacing Spacing { get; init; }

    /// <summary>Size before resampling: that of the box.</summary>
    public GridSize SizeBeforeResampling => Box.Size;

    /// <summary>Resampling from the network's grid back to the box, e.g. for logits.</summary>
    /// <param name="options">Interpolation; default linear.</param>
    public GridResampler Back(ResamplingOptions? options = null) => new(Size, Spacing, SizeBeforeResampling, SpacingBeforeResampling, options ?? ResamplingOptions.Linear);

    /// <summary>Puts labels of the box into the CT's own grid: 0 outside, axes and orientation as in the file.</summary>
    /// <param name="labels">One label per voxel of the box, x fastest; negative counts as 0.</param>
    /// <exception cref="ArgumentException">The number of labels is not that of the box.</exception>
    public LabelMap ToFileGrid(ReadOnlySpan<short> labels)
    {
        if (labels.Length != Box.Size.Count)
            throw new ArgumentException(FormattableString.Invariant($"The box {Box.Size} needs {Box.Size.Count} labels, got {labels.Length}."), nameof(labels));
        var whole = new int[FileGeometry.Size.Count];
        (int step, IEnumerable<(int Box, int File)> rows) = Rows();
        foreach ((int box, int file) in rows)
        {
            for (int x = 0; x < Box.Size.X; x++) whole[file + x * step] = Math.Max(labels[box + x], (short)0);
        }

        return new LabelMap(FileGeometry, whole);
    }

    /// <summary>Puts values of the box into an array of the CT's own grid; voxels outside the box keep what they have.</summary>
    /// <param name="values">One value per voxel of the box, x fastest.</param>
    /// <param name="target">One value per voxel of the file, x fastest.</param>
    internal void ToFileGrid(ReadOnlySpan<float> values, Span<float> target)
    {
        (int step, IEnumerable<(int Box, int File)> rows) = Rows();
        foreach ((int box, int file) in rows)
        {
            for (int x = 0; x < Box.Size.X; x++) target[file + x * step] = values[box + x];
        }
    }

    // First voxel of every row of the box, in memory of the box and of the file, and what a step along the row is in the file.
    private (int Step, IEnumerable<(int Box, int File)> Rows) Rows()
    {
        OrientationMap fromFile = Orientation switch
        {
            ArrayOrientation.Lps => OrientationMap.ToLps(FileGeometry),
            ArrayOrientation.Ras => OrientationMap.ToRas(FileGeometry),
            _ => OrientationMap.Identity,
        };
        (int start, int[] step) = fromFile.Strides(FileGeometry.Size);
        // Array axis k of the box is array axis TransposeForward[k] of the turned grid; array axis 0 is z.
        int[] along = [.. TransposeForward.Select(axis => step[2 - axis])];
        int first = start + Box.Start.Z * along[0] + Box.Start.Y * along[1] + Box.Start.X * along[2];
        return (along[2], from z in Enumerable.Range(0, Box.Size.Z) from y in Enumerable.Range(0, Box.Size.Y) select (Box.Size.Offset(0, y, z), first + z * along[0] + y * along[1]));
    }
}
