using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Tests;

/// <summary>Small regions for tests.</summary>
internal static class Masks
{
    public static Mask Where(GridSize size, Func<int, int, int, bool> inside) => Where(new ImageGeometry(size, Spacing.Isotropic(1)), inside);

    public static Mask Where(ImageGeometry geometry, Func<int, int, int, bool> inside)
    {
        GridSize size = geometry.Size;
        var voxels = new byte[size.Count];
        for (int z = 0; z < size.Z; z++)
        {
            for (int y = 0; y < size.Y; y++)
            {
                for (int x = 0; x < size.X; x++) voxels[size.Offset(x, y, z)] = inside(x, y, z) ? (byte)1 : (byte)0;
            }
        }

        return new Mask(geometry, voxels);
    }

    /// <summary>Voxels inside with a probability, reproducible.</summary>
    public static Mask Noise(ImageGeometry geometry, int percent, int seed)
    {
        uint state = (uint)seed * 2654435761 + 12345;
        return Where(geometry, (_, _, _) =>
        {
            state = state * 1664525 + 1013904223;
            return (state >> 8) % 100 < percent;
        });
    }
}
