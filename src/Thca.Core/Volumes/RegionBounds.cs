using Thca.Core.Geometry;

namespace Thca.Core.Volumes;

/// <summary>Bounding boxes of non-zero voxels.</summary>
internal static class RegionBounds
{
    public static VoxelRegion? Of(ReadOnlySpan<byte> voxels, GridSize size)
    {
        int x0 = int.MaxValue, y0 = int.MaxValue, z0 = int.MaxValue, x1 = -1, y1 = -1, z1 = -1;
        for (int z = 0; z < size.Z; z++)
        {
            for (int y = 0; y < size.Y; y++)
            {
                ReadOnlySpan<byte> row = voxels.Slice(size.Offset(0, y, z), size.X);
                int first = row.IndexOfAnyExcept((byte)0);
                if (first < 0) continue;
                x0 = Math.Min(x0, first);
                x1 = Math.Max(x1, row.LastIndexOfAnyExcept((byte)0));
                y0 = Math.Min(y0, y);
                y1 = Math.Max(y1, y);
                z0 = Math.Min(z0, z);
                z1 = z;
            }
        }

        return x1 < 0
            ? null
            : new VoxelRegion(new VoxelIndex(x0, y0, z0), new GridSize(x1 - x0 + 1, y1 - y0 + 1, z1 - z0 + 1));
    }
}
