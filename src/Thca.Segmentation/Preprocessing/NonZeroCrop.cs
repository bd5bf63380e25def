using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Morphology;

namespace Thca.Segmentation.Preprocessing;

/// <summary>The box around everything that is not exactly 0 in all channels; a CT (air is about -1000) keeps its whole grid.</summary>
/// <param name="Box">The box; the whole grid where the image is empty.</param>
/// <param name="Inside">Non-zero region of the whole grid with holes filled, or null where every voxel belongs to it.</param>
public sealed record NonZeroCrop(VoxelRegion Box, Mask? Inside)
{
    /// <summary>Finds the box of a case.</summary>
    /// <param name="channels">Image of every channel, on one grid.</param>
    public static NonZeroCrop Of(IReadOnlyList<Volume<float>> channels)
    {
        ImageGeometry geometry = channels[0].Geometry;
        var whole = new VoxelRegion(default, geometry.Size);
        var inside = new byte[geometry.Size.Count];
        int count = 0;
        foreach (Volume<float> channel in channels)
        {
            ReadOnlySpan<float> voxels = channel.Voxels;
            for (int i = 0; i < inside.Length; i++)
            {
                if (voxels[i] == 0 || inside[i] != 0) continue;
                inside[i] = 1;
                count++;
            }
        }

        if (count == inside.Length) return new NonZeroCrop(whole, null);
        Mask filled = BinaryMorphology.FillHoles(new Mask(geometry, inside));
        if (filled.BoundingBox() is not { } box) return new NonZeroCrop(whole, filled);
        return new NonZeroCrop(box, filled.Voxels.Contains((byte)0) ? filled : null);
    }
}
