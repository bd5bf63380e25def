using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Meshes;

namespace Thca.Imaging.Tests.Meshes;

/// <summary>Surface measures straight from their definition: every triangle, every pair of vertices.</summary>
internal sealed class BruteForceSurface
{
    private readonly List<(double[] Point, int[] Index)> _vertices = [];
    private double _sixVolumes;

    public double Volume => _sixVolumes / 6;

    public double Area { get; private set; }

    public static BruteForceSurface Of(Mask mask)
    {
        var result = new BruteForceSurface();
        VoxelRegion box = mask.RequireBoundingBox();
        double[] s = [mask.Geometry.Spacing.Z, mask.Geometry.Spacing.Y, mask.Geometry.Spacing.X];
        for (int z = 0; z < box.Size.Z + 1; z++)
        {
            for (int y = 0; y < box.Size.Y + 1; y++)
            {
                for (int x = 0; x < box.Size.X + 1; x++) result.AddCube(Inside, [z, y, x], s);
            }
        }

        for (int z = 0; z < box.Size.Z + 2; z++)
        {
            for (int y = 0; y < box.Size.Y + 2; y++)
            {
                for (int x = 0; x < box.Size.X + 2; x++)
                {
                    if (Inside(z, y, x) != Inside(z, y, x + 1)) result.AddVertex(2 * x + 1, 2 * y, 2 * z, s);
                    if (Inside(z, y, x) != Inside(z, y + 1, x)) result.AddVertex(2 * x, 2 * y + 1, 2 * z, s);
                    if (Inside(z, y, x) != Inside(z + 1, y, x)) result.AddVertex(2 * x, 2 * y, 2 * z + 1, s);
                }
            }
        }

        return result;

        bool Inside(int z, int y, int x) => box.Size.Contains(x - 1, y - 1, z - 1) && mask[box.Start.X + x - 1, box.Start.Y + y - 1, box.Start.Z + z - 1];
    }

    /// <summary>Largest distance of vertices with equal position along an axis; -1: of all.</summary>
    public double Diameter(int axis)
    {
        double largest = 0;
        foreach ((double[] a, int[] i) in _vertices)
        {
            foreach ((double[] b, int[] j) in _vertices)
            {
                if (axis >= 0 && i[axis] != j[axis]) continue;
                largest = Math.Max(largest, Math.Pow(a[0] - b[0], 2) + Math.Pow(a[1] - b[1], 2) + Math.Pow(a[2] - b[2], 2));
            }
        }

        return Math.Sqrt(largest);
    }

    private void AddCube(Func<int, int, int, bool> inside, int[] p, double[] s)
    {
        int[][] corners = [[0, 0, 0], [0, 0, 1], [0, 1, 1], [0, 1, 0], [1, 0, 0], [1, 0, 1], [1, 1, 1], [1, 1, 0]];
        int pattern = 0;
        for (int k = 0; k < 8; k++) pattern |= inside(p[0] + corners[k][0], p[1] + corners[k][1], p[2] + corners[k][2]) ? 1 << k : 0;
        (int[] edges, int sign) = MarchingCubesTable.Of(pattern);
        for (int t = 0; t < edges.Length; t += 3)
        {
            double[][] v = [.. edges[t..(t + 3)].Select(e => MarchingCubesTable.Vertex(e).Select((c, axis) => (c + p[axis]) * s[axis]).ToArray())];
            double[] n = Cross(v[0], v[1]);
            _sixVolumes += sign * (n[0] * v[2][0] + n[1] * v[2][1] + n[2] * v[2][2]);
            double[] c = Cross([v[0][0] - v[2][0], v[0][1] - v[2][1], v[0][2] - v[2][2]], [v[1][0] - v[2][0], v[1][1] - v[2][1], v[1][2] - v[2][2]]);
            Area += 0.5 * Math.Sqrt(c[0] * c[0] + c[1] * c[1] + c[2] * c[2]);
        }
    }

    private void AddVertex(int x, int y, int z, double[] s) => _vertices.Add(([x * s[2] / 2, y * s[1] / 2, z * s[0] / 2], [x, y, z]));

    private static double[] Cross(double[] a, double[] b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
