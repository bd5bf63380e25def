using Thca.Core.Geometry;

namespace Thca.Segmentation.Sampling;

/// <summary>A box of a case with image and labels. Owned by whoever prepares it; transforms change it in place.</summary>
/// <param name="Size">Voxels; x is the last array axis and fastest in memory.</param>
/// <param name="Channels">Image channels.</param>
/// <param name="Image">Values, channel after channel.</param>
/// <param name="Labels">One label per voxel; -1 is outside the case.</param>
public sealed record Patch(GridSize Size, int Channels, float[] Image, short[] Labels)
{
    /// <summary>The values of one channel.</summary>
    public Span<float> Channel(int channel) => Image.AsSpan(channel * Size.Count, Size.Count);

    /// <summary>A patch of zeros outside every case.</summary>
    public static Patch Outside(GridSize size, int channels)
    {
        var labels = new short[size.Count];
        Array.Fill(labels, (short)-1);
        return new Patch(size, channels, new float[size.Count * channels], labels);
    }

    /// <summary>A copy of a box of a case; voxels outside the case are 0 with label -1.</summary>
    /// <param name="source">The case.</param>
    /// <param name="start">First voxel; may be negative.</param>
    /// <param name="size">Extents of the box.</param>
    public static Patch Cut(ITrainingCase source, VoxelIndex start, GridSize size)
    {
        var patch = new Patch(size, source.Channels, new float[size.Count * source.Channels], new short[size.Count]);
        source.ReadLabels(start, size, patch.Labels);
        for (int c = 0; c < source.Channels; c++) source.ReadImage(c, start, size, patch.Channel(c));
        return patch;
    }
}
