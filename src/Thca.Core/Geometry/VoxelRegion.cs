namespace Thca.Core.Geometry;

/// <summary>Axis-aligned box of voxels.</summary>
/// <param name="Start">First voxel of the box.</param>
/// <param name="Size">Extents of the box in voxels.</param>
public readonly record struct VoxelRegion(VoxelIndex Start, GridSize Size)
{
    /// <summary>Whether a voxel lies in the box.</summary>
    public bool Contains(int x, int y, int z) => Size.Contains(x - Start.X, y - Start.Y, z - Start.Z);

    /// <summary>The box grown by a number of voxels on every side and clipped to a grid.</summary>
    public VoxelRegion Grow(int voxels, GridSize limit)
    {
        int x0 = Math.Max(0, Start.X - voxels), y0 = Math.Max(0, Start.Y - voxels), z0 = Math.Max(0, Start.Z - voxels);
        int x1 = Math.Min(limit.X, Start.X + Size.X + voxels);
        int y1 = Math.Min(limit.Y, Start.Y + Size.Y + voxels);
        int z1 = Math.Min(limit.Z, Start.Z + Size.Z + voxels);
        return new VoxelRegion(new VoxelIndex(x0, y0, z0), new GridSize(x1 - x0, y1 - y0, z1 - z0));
    }
}
