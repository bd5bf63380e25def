using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Phantoms.Shapes;

namespace Thca.Phantoms.Ct;

/// <summary>Fills solids into a grid whose centre is the origin of the patient coordinates; later solids overwrite earlier ones.</summary>
internal sealed class LabelPainter(ImageGeometry geometry)
{
    private readonly GridSize _size = geometry.Size;

    public float[] Hu { get; } = new float[geometry.Size.Count];

    public int[] Labels { get; } = new int[geometry.Size.Count];

    /// <summary>Fills a solid; within <paramref name="inside"/> only where that is given, and never over <paramref name="protect"/>.</summary>
    public void Paint(IShape shape, float hu, AnatomicalLabel label = AnatomicalLabel.Background, IShape? inside = null, AnatomicalLabel? protect = null)
    {
        ForEachVoxel(geometry, shape, (offset, x, y, z) =>
        {
            if (inside is not null && !inside.Contains(x, y, z)) return;
            if (protect is { } kept && Labels[offset] == (int)kept) return;
            Hu[offset] = hu;
            Labels[offset] = (int)label;
        });
    }

    public void Fill(float hu) => Hu.AsSpan().Fill(hu);

    /// <summary>Visits the voxels whose centre lies in a solid, x fastest.</summary>
    public static void ForEachVoxel(ImageGeometry geometry, IShape shape, Action<int, double, double, double> visit)
    {
        GridSize size = geometry.Size;
        Box box = shape.Bounds;
        (int x0, int x1) = Range(box.MinX, box.MaxX, geometry.Origin.X, geometry.Spacing.X, size.X);
        (int y0, int y1) = Range(box.MinY, box.MaxY, geometry.Origin.Y, geometry.Spacing.Y, size.Y);
        (int z0, int z1) = Range(box.MinZ, box.MaxZ, geometry.Origin.Z, geometry.Spacing.Z, size.Z);
        for (int k = z0; k <= z1; k++)
        {
            double z = Coordinate(k, size.Z, geometry.Spacing.Z);
            for (int j = y0; j <= y1; j++)
            {
                double y = Coordinate(j, size.Y, geometry.Spacing.Y);
                int row = size.Offset(0, j, k);
                for (int i = x0; i <= x1; i++)
                {
                    double x = Coordinate(i, size.X, geometry.Spacing.X);
                    if (shape.Contains(x, y, z)) visit(row + i, x, y, z);
                }
            }
        }
    }

    /// <summary>The grid with its centre at the origin.</summary>
    public static ImageGeometry Centred(GridSize size, Spacing spacing) => new(size, spacing)
    {
        Origin = new PhysicalPoint(Coordinate(0, size.X, spacing.X), Coordinate(0, size.Y, spacing.Y), Coordinate(0, size.Z, spacing.Z)),
    };

    private static double Coordinate(int index, int count, double spacing) => (index - (count - 1) / 2.0) * spacing;

    private static (int First, int Last) Range(double low, double high, double origin, double spacing, int count)
    {
        // One voxel more on either side: rounding must never lose a voxel on the surface.
        double first = Math.Floor((low - origin) / spacing) - 1, last = Math.Ceiling((high - origin) / spacing) + 1;
        return ((int)Math.Clamp(first, 0, count), (int)Math.Clamp(last, -1, count - 1));
    }
}
