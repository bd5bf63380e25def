using System.Numerics;
using System.Runtime.InteropServices;
using Thca.Core.Geometry;
using Thca.Imaging.Labelling;

namespace Thca.Imaging.Morphology;

/// <summary>One step of dilation or erosion of bytes 0 and 1, whole rows at a time.</summary>
internal static class Neighbourhood
{
    public static byte[] Dilate(byte[] voxels, GridSize size, Connectivity connectivity)
    {
        byte[] wide = Widened(voxels, size);
        // Rows next to the voxel's own (straight) and those beyond an edge (diagonal), each with or without steps along x.
        byte[] straight = connectivity == Connectivity.Face6 ? voxels : wide;
        byte[]? diagonal = connectivity switch { Connectivity.Face6 => null, Connectivity.Edge18 => voxels, _ => wide };
        var result = new byte[voxels.Length];
        for (int z = 0; z < size.Z; z++)
        {
            for (int y = 0; y < size.Y; y++)
            {
                Span<byte> target = Row(result, size, y, z);
                Row(wide, size, y, z).CopyTo(target);
                for (int dz = -1; dz <= 1; dz++)
                {
                    for (int dy = -1; dy <= 1; dy++)
                    {
                        byte[]? source = (dy != 0) == (dz != 0) ? dy == 0 ? null : diagonal : straight;
                        if (source is not null && (uint)(y + dy) < (uint)size.Y && (uint)(z + dz) < (uint)size.Z) Or(target, Row(source, size, y + dy, z + dz));
                    }
                }
            }
        }

        return result;
    }

    public static byte[] Erode(byte[] voxels, GridSize size, Connectivity connectivity)
    {
        // Erosion is dilation of the background, which begins beyond the grid: voxels at the border go first.
        byte[] outside = Inverted(voxels);
        byte[] result = Inverted(Dilate(outside, size, connectivity));
        for (int z = 0; z < size.Z; z++)
        {
            for (int y = 0; y < size.Y; y++)
            {
                Span<byte> row = Row(result, size, y, z);
                if (y == 0 || z == 0 || y == size.Y - 1 || z == size.Z - 1) row.Clear();
                row[0] = row[^1] = 0;
            }
        }

        return result;
    }

    private static byte[] Widened(byte[] voxels, GridSize size)
    {
        byte[] wide = (byte[])voxels.Clone();
        for (int row = 0; row < wide.Length; row += size.X)
        {
            Or(wide.AsSpan(row, size.X - 1), voxels.AsSpan(row + 1, size.X - 1));
            Or(wide.AsSpan(row + 1, size.X - 1), voxels.AsSpan(row, size.X - 1));
        }

        return wide;
    }

    private static byte[] Inverted(byte[] voxels)
    {
        var result = new byte[voxels.Length];
        for (int i = 0; i < result.Length; i++) result[i] = (byte)(1 - voxels[i]);
        return result;
    }

    private static Span<byte> Row(byte[] voxels, GridSize size, int y, int z) => voxels.AsSpan(size.Offset(0, y, z), size.X);

    private static void Or(Span<byte> target, ReadOnlySpan<byte> source)
    {
        int vectors = source.Length - source.Length % Vector<byte>.Count;
        Span<Vector<byte>> t = MemoryMarshal.Cast<byte, Vector<byte>>(target[..vectors]);
        ReadOnlySpan<Vector<byte>> s = MemoryMarshal.Cast<byte, Vector<byte>>(source[..vectors]);
        for (int i = 0; i < t.Length; i++) t[i] |= s[i];
        for (int i = vectors; i < source.Length; i++) target[i] |= source[i];
    }
}
