using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Morphology;

namespace Thca.Segmentation.Preprocessing;

/// <summary>The box around everything that is not exactly 0 in all channels; a CT (air is about -1000) keeps its whole grid.</summary>
/// <param name="Box">The box; the whole grid where the image is empty.</param>
/// <param name="Inside">Non-zero region of the box with holes filled, or null where every voxel of the box belongs to it.</param>
public sealed record NonZeroCrop(VoxelRegion Box, Mask? Inside)
{
    /// <summary>Finds the box of a case and the region in it.</summary>
    /// <param name="channels">Image of every channel, on one grid.</param>
    public static NonZeroCrop Of(IReadOnlyList<Volume<float>> channels)
    {
        VoxelRegion box = BoxOf(channels);
        var inside = new byte[box.Size.Count];
        foreach (Volume<float> channel in channels) Mark(channel, box, inside);
        if (!inside.Contains((byte)0)) return new NonZeroCrop(box, null);
        // What surrounds the box is background that reaches the border, so holes of the box are the holes of the image.
        Mask filled = BinaryMorphology.FillHoles(new Mask(channels[0].Geometry.Crop(box), inside));
        return new NonZeroCrop(box, filled.Voxels.Contains((byte)0) ? filled : null);
    }

    /// <summary>Finds the box alone, which takes no memory; filling holes does not change it.</summary>
    /// <param name="channels">Image of every channel, on one grid.</param>
    public static VoxelRegion BoxOf(IReadOnlyList<Volume<float>> channels)
    {
        GridSize size = channels[0].Size;
        int x0 = int.MaxValue, y0 = int.MaxValue, z0 = int.MaxValue, x1 = -1, y1 = -1, z1 = -1;
        foreach (Volume<float> channel in channels)
        {
            for (int z = 0; z < size.Z; z++)
            {
                for (int y = 0; y < size.Y; y++)
                {
                    ReadOnlySpan<float> row = channel.Voxels.Slice(size.Offset(0, y, z), size.X);
                    int first = row.IndexOfAnyExcept(0f);
                    if (first < 0) continue;
                    (x0, x1) = (Math.Min(x0, first), Math.Max(x1, row.LastIndexOfAnyExcept(0f)));
                    (y0, y1) = (Math.Min(y0, y), Math.Max(y1, y));
                    (z0, z1) = (Math.Min(z0, z), Math.Max(z1, z));
                }
            }
        }

        return x1 < 0 ? new VoxelRegion(default, size) : new VoxelRegion(new VoxelIndex(x0, y0, z0), new GridSize(x1 - x0 + 1, y1 - y0 + 1, z1 - z0 + 1));
    }

    private static void Mark(Volume<float> channel, VoxelRegion box, Span<byte> inside)
    {
        for (int z = 0; z < box.Size.Z; z++)
        {
            for (int y = 0; y < box.Size.Y; y++)
            {
                ReadOnlySpan<float> row = channel.Voxels.Slice(channel.Size.Offset(box.Start.X, box.Start.Y + y, box.Start.Z + z), box.Size.X);
                Span<byte> to = inside.Slice(box.Size.Offset(0, y, z), box.Size.X);
                for (int x = 0; x < to.Length; x++) to[x] |= row[x] != 0 ? (byte)1 : (byte)0;
            }
        }
    }
}
