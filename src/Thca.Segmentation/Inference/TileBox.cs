using Thca.Core.Geometry;

namespace Thca.Segmentation.Inference;

/// <summary>The part of a tile that lies in the volume.</summary>
internal readonly record struct TileBox(VoxelIndex First, VoxelIndex End, VoxelIndex Start, GridSize Tile, GridSize Volume)
{
    /// <summary>Voxels per row.</summary>
    public int Width => End.X - First.X;

    public static TileBox Of(VoxelIndex start, GridSize tile, GridSize volume) => new(
        new VoxelIndex(Math.Max(0, start.X), Math.Max(0, start.Y), Math.Max(0, start.Z)),
        new VoxelIndex(Math.Min(volume.X, start.X + tile.X), Math.Min(volume.Y, start.Y + tile.Y), Math.Min(volume.Z, start.Z + tile.Z)),
        start,
        tile,
        volume);

    /// <summary>Memory positions of every row's first voxel, in the tile and in the volume.</summary>
    public IEnumerable<(int InTile, int InVolume)> Rows()
    {
        for (int z = First.Z; z < End.Z; z++)
        {
            for (int y = First.Y; y < End.Y; y++) yield return (Tile.Offset(First.X - Start.X, y - Start.Y, z - Start.Z), Volume.Offset(First.X, y, z));
        }
    }
}
