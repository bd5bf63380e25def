using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Tests.Assessment;

/// <summary>Masks of boxes and balls for tests; coordinates are x, y, z.</summary>
internal static class Boxes
{
    public static ImageGeometry Grid(int x, int y, int z, double sx = 1, double sy = 1, double sz = 1) => new(new GridSize(x, y, z), new Spacing(sx, sy, sz));

    public static Mask Empty(ImageGeometry grid) => new(grid, new byte[grid.Size.Count]);

    public static Mask Box(ImageGeometry grid, (int X, int Y, int Z) start, (int X, int Y, int Z) size) => Where(grid, (x, y, z) =>
        x >= start.X && x < start.X + size.X && y >= start.Y && y < start.Y + size.Y && z >= start.Z && z < start.Z + size.Z);

    /// <summary>Voxels within a radius in mm of a voxel.</summary>
    public static Mask Ball(ImageGeometry grid, (double X, double Y, double Z) centre, double radius) => Where(grid, (x, y, z) =>
    {
        double dx = (x - centre.X) * grid.Spacing.X, dy = (y - centre.Y) * grid.Spacing.Y, dz = (z - centre.Z) * grid.Spacing.Z;
        return dx * dx + dy * dy + dz * dz <= radius * radius;
    });

    public static Mask Union(params Mask[] masks) => Where(masks[0].Geometry, (x, y, z) => masks.Any(m => m[x, y, z]));

    public static LabelMap Labelled(ImageGeometry grid, params (int Label, Mask Mask)[] parts)
    {
        var labels = new int[grid.Size.Count];
        foreach ((int label, Mask mask) in parts)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                if (mask.Voxels[i] != 0) labels[i] = label;
            }
        }

        return new LabelMap(grid, labels);
    }

    private static Mask Where(ImageGeometry grid, Func<int, int, int, bool> inside)
    {
        var voxels = new byte[grid.Size.Count];
        for (int i = 0; i < voxels.Length; i++)
        {
            VoxelIndex v = grid.Size.IndexOf(i);
            if (inside(v.X, v.Y, v.Z)) voxels[i] = 1;
        }

        return new Mask(grid, voxels);
    }
}
