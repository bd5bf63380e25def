using Thca.Core.Geometry;

namespace Thca.Radiomics.Preprocessing;

/// <summary>Turns positions in memory into indices without a division while they stay in one row; for positions in ascending order.</summary>
internal struct GridCursor(GridSize size)
{
    private int _rowStart = -1 << 30;
    private int _y;
    private int _z;

    /// <summary>The voxel at a position.</summary>
    public VoxelIndex At(int offset)
    {
        if ((uint)(offset - _rowStart) >= (uint)size.X)
        {
            VoxelIndex v = size.IndexOf(offset);
            (_rowStart, _y, _z) = (offset - v.X, v.Y, v.Z);
        }

        return new VoxelIndex(offset - _rowStart, _y, _z);
    }
}
