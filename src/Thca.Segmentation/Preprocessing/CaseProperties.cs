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
        var whole = new int[SizeBeforeCrop.Count];
        for (int z = 0; z < Box.Size.Z; z++)
        {
            for (int y = 0; y < Box.Size.Y; y++)
            {
                ReadOnlySpan<short> row = labels.Slice(Box.Size.Offset(0, y, z), Box.Size.X);
                Span<int> to = whole.AsSpan(SizeBeforeCrop.Offset(Box.Start.X, Box.Start.Y + y, Box.Start.Z + z), Box.Size.X);
                for (int x = 0; x < row.Length; x++) to[x] = Math.Max(row[x], (short)0);
            }
        }

        int[] back = AxisOrder.Inverse(TransposeForward);
        OrientationMap fromFile = Orientation switch
        {
            ArrayOrientation.Lps => OrientationMap.ToLps(FileGeometry),
            ArrayOrientation.Ras => OrientationMap.ToRas(FileGeometry),
            _ => OrientationMap.Identity,
        };
        int[] turned = back is [0, 1, 2] ? whole : AxisOrder.Apply<int>(whole, SizeBeforeCrop, back);
        LabelMap map = fromFile.Inverse().Apply(new LabelMap(fromFile.Apply(FileGeometry), turned));
        // The file's own geometry, not one that went through two reorderings and their rounding.
        return new LabelMap(FileGeometry, map.Labels.ToArray());
    }
}
