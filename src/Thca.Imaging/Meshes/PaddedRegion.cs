using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Meshes;

/// <summary>A region cropped to its bounding box with one voxel of background around it.</summary>
internal sealed class PaddedRegion
{
    private PaddedRegion(int nx, int ny, int nz) => (NX, NY, NZ, Inside) = (nx, ny, nz, new byte[nx * ny * nz]);

    public int NX { get; }

    public int NY { get; }

    public int NZ { get; }

    /// <summary>1 inside, 0 outside; x fastest.</summary>
    public byte[] Inside { get; }

    public static PaddedRegion Of(Mask mask)
    {
        VoxelRegion box = mask.RequireBoundingBox();
        var result = new PaddedRegion(box.Size.X + 2, box.Size.Y + 2, box.Size.Z + 2);
        ReadOnlySpan<byte> voxels = mask.Voxels;
        for (int z = 0; z < box.Size.Z; z++)
        {
            for (int y = 0; y < box.Size.Y; y++)
            {
                ReadOnlySpan<byte> row = voxels.Slice(mask.Size.Offset(box.Start.X, box.Start.Y + y, box.Start.Z + z), box.Size.X);
                Span<byte> target = result.Inside.AsSpan(result.NX * (y + 1 + result.NY * (z + 1)) + 1, box.Size.X);
                for (int x = 0; x < row.Length; x++) target[x] = row[x] != 0 ? (byte)1 : (byte)0;
            }
        }

        return result;
    }
}
