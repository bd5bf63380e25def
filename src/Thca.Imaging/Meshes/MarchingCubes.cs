using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Meshes;

/// <summary>
/// Surface of a binary region by marching cubes with vertices halfway between inside and outside voxels (Lorensen and Cline 1987),
/// with the triangle table of PyRadiomics so that its shape features are reproduced. Diameters are exact. Safe for use by several threads.
/// </summary>
public static class MarchingCubes
{
    /// <summary>Volume, area and largest diameters of the surface of a region.</summary>
    /// <param name="mask">The region.</param>
    /// <exception cref="EmptyMaskException">The region has no voxel.</exception>
    public static MeshMeasures Measure(Mask mask)
    {
        PaddedRegion region = PaddedRegion.Of(mask);
        Spacing spacing = mask.Geometry.Spacing;
        (double volume, double area) = VolumeAndArea(region, spacing);
        var extremes = new SurfaceExtremes(region, spacing);
        return new MeshMeasures
        {
            Volume = volume,
            SurfaceArea = area,
            Maximum3DDiameter = extremes.Diameter(),
            Maximum2DDiameterSlice = extremes.PlanarDiameter(SurfaceExtremes.Z),
            Maximum2DDiameterRow = extremes.PlanarDiameter(SurfaceExtremes.X),
            Maximum2DDiameterColumn = extremes.PlanarDiameter(SurfaceExtremes.Y),
        };
    }

    // Area and volume depend on a cube only through its pattern and, linearly, its position p: the signed volume of a triangle
    // moved by p is det(a, b, c) + p . (a x b + b x c + c x a). Counting patterns and summing positions as integers is exact.
    private static (double Volume, double Area) VolumeAndArea(PaddedRegion region, Spacing spacing)
    {
        var count = new long[256];
        var position = new long[3 * 256];
        CountPatterns(region, count, position);
        double[] s = [spacing.Z, spacing.Y, spacing.X];
        double volume = 0, area = 0;
        for (int pattern = 1; pattern < 255; pattern++)
        {
            if (count[pattern] == 0) continue;
            (double caseVolume, double caseArea, double[] normal) = PatternMeasures(pattern, s);
            area += count[pattern] * caseArea;
            volume += count[pattern] * caseVolume;
            for (int axis = 0; axis < 3; axis++) volume += position[3 * pattern + axis] * s[axis] * normal[axis];
        }

        return (volume / 6, area);
    }

    private static void CountPatterns(PaddedRegion region, long[] count, long[] position)
    {
        int nx = region.NX, ny = region.NY;
        for (int z = 0; z + 1 < region.NZ; z++)
        {
            for (int y = 0; y + 1 < ny; y++)
            {
                ReadOnlySpan<byte> a = Row(y, z), b = Row(y + 1, z), c = Row(y, z + 1), d = Row(y + 1, z + 1);
                // Corners 0, 3, 4, 7 lie at x and 1, 2, 5, 6 at x + 1.
                int left = a[0] | b[0] << 3 | c[0] << 4 | d[0] << 7;
                for (int x = 0; x + 1 < nx; x++)
                {
                    int a1 = a[x + 1], b1 = b[x + 1], c1 = c[x + 1], d1 = d[x + 1];
                    int pattern = left | a1 << 1 | b1 << 2 | c1 << 5 | d1 << 6;
                    left = a1 | b1 << 3 | c1 << 4 | d1 << 7;
                    if (pattern is 0 or 255) continue;
                    count[pattern]++;
                    position[3 * pattern] += z;
                    position[3 * pattern + 1] += y;
                    position[3 * pattern + 2] += x;
                }
            }
        }

        ReadOnlySpan<byte> Row(int y, int z) => region.Inside.AsSpan(nx * (y + ny * z), nx);
    }

    private static (double Volume, double Area, double[] Normal) PatternMeasures(int pattern, double[] s)
    {
        (int[] edges, int sign) = MarchingCubesTable.Of(pattern);
        double volume = 0, area = 0;
        var normal = new double[3];
        for (int t = 0; t < edges.Length; t += 3)
        {
            double[] a = Scaled(edges[t]), b = Scaled(edges[t + 1]), c = Scaled(edges[t + 2]);
            double[] ab = Cross(a, b), bc = Cross(b, c), ca = Cross(c, a);
            volume += sign * Dot(ab, c);
            for (int i = 0; i < 3; i++) normal[i] += sign * (ab[i] + bc[i] + ca[i]);
            double[] cross = Cross(Minus(a, c), Minus(b, c));
            area += 0.5 * Math.Sqrt(Dot(cross, cross));
        }

        return (volume, area, normal);

        double[] Scaled(int edge)
        {
            double[] v = MarchingCubesTable.Vertex(edge);
            return [v[0] * s[0], v[1] * s[1], v[2] * s[2]];
        }
    }

    private static double[] Cross(double[] a, double[] b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

    private static double[] Minus(double[] a, double[] b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

    private static double Dot(double[] a, double[] b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
