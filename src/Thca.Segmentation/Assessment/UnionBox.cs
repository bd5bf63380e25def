using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Assessment;

/// <summary>The smallest box that holds several masks.</summary>
internal static class UnionBox
{
    /// <summary>The box, or null when all masks are empty.</summary>
    /// <exception cref="ArgumentException">The grids differ in size.</exception>
    public static VoxelRegion? Of(params ReadOnlySpan<Mask> masks)
    {
        VoxelRegion? union = null;
        foreach (Mask mask in masks)
        {
            if (mask.Size != masks[0].Size) throw new ArgumentException($"Masks of {masks[0].Size} and {mask.Size} voxels cannot be compared.", nameof(masks));
            if (mask.BoundingBox() is { } box) union = union is { } other ? Join(box, other) : box;
        }

        return union;
    }

    private static VoxelRegion Join(VoxelRegion a, VoxelRegion b)
    {
        int x = Math.Min(a.Start.X, b.Start.X), y = Math.Min(a.Start.Y, b.Start.Y), z = Math.Min(a.Start.Z, b.Start.Z);
        return new VoxelRegion(
            new VoxelIndex(x, y, z),
            new GridSize(
                Math.Max(a.Start.X + a.Size.X, b.Start.X + b.Size.X) - x,
                Math.Max(a.Start.Y + a.Size.Y, b.Start.Y + b.Size.Y) - y,
                Math.Max(a.Start.Z + a.Size.Z, b.Start.Z + b.Size.Z) - z));
    }
}
