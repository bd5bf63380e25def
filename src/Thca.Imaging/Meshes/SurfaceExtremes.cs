using Thca.Core.Geometry;

namespace Thca.Imaging.Meshes;

/// <summary>
/// Extreme vertices of a region's surface. A vertex lies between two face-adjacent voxels of which one is inside; positions are
/// counted in half voxels. The ends of every diameter are corners of the convex hulls of the plane sections, so only those are kept.
/// </summary>
internal sealed class SurfaceExtremes
{
    public const int X = 0;
    public const int Y = 1;
    public const int Z = 2;

    private readonly int[] _extent;
    private readonly double[] _half;
    private readonly int[][] _least = new int[3][];
    private readonly int[][] _most = new int[3][];
    private readonly List<(int B, int C)>[][] _hulls = new List<(int B, int C)>[3][];

    public SurfaceExtremes(PaddedRegion region, Spacing spacing)
    {
        _extent = [2 * region.NX, 2 * region.NY, 2 * region.NZ];
        _half = [spacing.X / 2, spacing.Y / 2, spacing.Z / 2];
        for (int axis = 0; axis < 3; axis++)
        {
            int lines = _extent[axis] * _extent[Next(axis)];
            _least[axis] = new int[lines];
            _most[axis] = new int[lines];
            _least[axis].AsSpan().Fill(int.MaxValue);
            _most[axis].AsSpan().Fill(int.MinValue);
        }

        CollectVertices(region);
        for (int axis = 0; axis < 3; axis++) _hulls[axis] = Hulls(axis);
    }

    /// <summary>Largest distance between vertices of one plane perpendicular to an axis, mm.</summary>
    public double PlanarDiameter(int axis)
    {
        double sb = _half[Next(axis)], sc = _half[Next(Next(axis))], largest = 0;
        foreach (List<(int B, int C)> hull in _hulls[axis])
        {
            for (int i = 0; i < hull.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double b = (hull[i].B - hull[j].B) * sb, c = (hull[i].C - hull[j].C) * sc;
                    largest = Math.Max(largest, b * b + c * c);
                }
            }
        }

        return Math.Sqrt(largest);
    }

    /// <summary>Largest distance between any two vertices, mm.</summary>
    public double Diameter()
    {
        double[][] points = Corners();
        double[] centre = [points.Average(p => p[X]), points.Average(p => p[Y]), points.Average(p => p[Z])];
        double[] radius = [.. points.Select(p => Math.Sqrt(Squared(p, centre)))];
        Array.Sort(radius, points);
        Array.Reverse(radius);
        Array.Reverse(points);
        double largest = 0;
        for (int i = 0; i < points.Length; i++)
        {
            // Two points are never farther apart than the sum of their distances to the centre, which only fall from here on.
            double reach = Math.Sqrt(largest) * (1 - 1e-12);
            if (2 * radius[i] < reach) break;
            for (int j = i + 1; j < points.Length && radius[i] + radius[j] >= reach; j++) largest = Math.Max(largest, Squared(points[i], points[j]));
        }

        return Math.Sqrt(largest);
    }

    private static int Next(int axis) => axis == 2 ? 0 : axis + 1;

    private void CollectVertices(PaddedRegion region)
    {
        int nx = region.NX, ny = region.NY, nz = region.NZ, slice = nx * ny;
        ReadOnlySpan<byte> inside = region.Inside;
        for (int z = 0; z < nz; z++)
        {
            for (int y = 0; y < ny; y++)
            {
                int row = nx * (y + ny * z);
                for (int x = 0; x < nx; x++)
                {
                    int here = inside[row + x];
                    if (x + 1 < nx && here != inside[row + x + 1]) AddVertex(2 * x + 1, 2 * y, 2 * z);
                    if (y + 1 < ny && here != inside[row + x + nx]) AddVertex(2 * x, 2 * y + 1, 2 * z);
                    if (z + 1 < nz && here != inside[row + x + slice]) AddVertex(2 * x, 2 * y, 2 * z + 1);
                }
            }
        }
    }

    private void AddVertex(int x, int y, int z)
    {
        Extend(X, x * _extent[Y] + y, z);
        Extend(Y, y * _extent[Z] + z, x);
        Extend(Z, z * _extent[X] + x, y);
    }

    private void Extend(int axis, int line, int value)
    {
        ref int least = ref _least[axis][line], most = ref _most[axis][line];
        if (value < least) least = value;
        if (value > most) most = value;
    }

    private List<(int B, int C)>[] Hulls(int axis)
    {
        int lines = _extent[Next(axis)];
        var hulls = new List<(int B, int C)>[_extent[axis]];
        for (int plane = 0; plane < hulls.Length; plane++)
        {
            hulls[plane] = [];
            PlaneHull.AddCorners(_least[axis].AsSpan(plane * lines, lines), _most[axis].AsSpan(plane * lines, lines), hulls[plane]);
        }

        return hulls;
    }

    // A corner of the convex hull in space is a corner of the hull of each of the three plane sections through it.
    private double[][] Corners()
    {
        HashSet<(int X, int Y, int Z)>? common = null;
        for (int axis = 0; axis < 3; axis++)
        {
            var here = new HashSet<(int X, int Y, int Z)>();
            for (int plane = 0; plane < _hulls[axis].Length; plane++)
            {
                foreach ((int b, int c) in _hulls[axis][plane])
                    here.Add(axis switch { X => (plane, b, c), Y => (c, plane, b), _ => (b, c, plane) });
            }

            if (common is null) common = here;
            else common.IntersectWith(here);
        }

        return [.. common!.Select(p => new[] { p.X * _half[X], p.Y * _half[Y], p.Z * _half[Z] })];
    }

    private static double Squared(double[] a, double[] b)
    {
        double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
        return x * x + y * y + z * z;
    }
}
