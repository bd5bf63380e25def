namespace Thca.Core.Geometry;

/// <summary>Zero-based integer position of a voxel in its grid.</summary>
/// <param name="X">Index along x (fastest in memory).</param>
/// <param name="Y">Index along y.</param>
/// <param name="Z">Index along z (slowest in memory).</param>
public readonly record struct VoxelIndex(int X, int Y, int Z);
