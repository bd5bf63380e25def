namespace Thca.Core.Geometry;

/// <summary>Number of voxels along x, y and z; every extent is at least 1.</summary>
public readonly record struct GridSize
{
    /// <summary>Creates a size.</summary>
    /// <param name="x">Voxels along x (fastest in memory), at least 1.</param>
    /// <param name="y">Voxels along y, at least 1.</param>
    /// <param name="z">Voxels along z (slowest in memory), at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An extent is below 1, or the product exceeds <see cref="int.MaxValue"/>.</exception>
    public GridSize(int x, int y, int z)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(x, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(y, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(z, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((double)x * y * z, int.MaxValue, "x * y * z");
        (X, Y, Z) = (x, y, z);
    }

    /// <summary>Voxels along x.</summary>
    public int X { get; }

    /// <summary>Voxels along y.</summary>
    public int Y { get; }

    /// <summary>Voxels along z.</summary>
    public int Z { get; }

    /// <summary>Total number of voxels.</summary>
    public int Count => X * Y * Z;

    /// <summary>Whether an index lies inside the grid.</summary>
    public bool Contains(int x, int y, int z) => (uint)x < (uint)X && (uint)y < (uint)Y && (uint)z < (uint)Z;

    /// <summary>Position of a voxel in memory: x + X (y + Y z).</summary>
    public int Offset(int x, int y, int z) => x + X * (y + Y * z);

    /// <summary>Voxel at a position in memory; inverse of <see cref="Offset"/>.</summary>
    public VoxelIndex IndexOf(int offset)
    {
        int row = offset / X;
        return new VoxelIndex(offset - row * X, row % Y, row / Y);
    }

    /// <summary>Extents as "X x Y x Z".</summary>
    public override string ToString() => FormattableString.Invariant($"{X} x {Y} x {Z}");
}
