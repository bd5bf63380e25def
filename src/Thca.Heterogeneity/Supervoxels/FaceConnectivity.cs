using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>
/// Splits clusters into 6-connected pieces and merges pieces below a size, smallest first, into the neighbour with the largest shared face
/// area (mm²). A piece without neighbours stays.
/// </summary>
internal static class FaceConnectivity
{
    /// <summary>New labels in raster order of their first voxel, 1 to the number of pieces.</summary>
    public static int[] Enforce(int[] labels, ImageGeometry geometry, MaskPoints points, int smallest)
    {
        ComponentLabels components = ConnectedComponents.Label(new LabelMap(geometry, labels), Connectivity.Face6);
        int[] pieces = components.Labels.Labels.ToArray();
        List<int> sizes = [0, .. components.Sizes];
        Dictionary<int, double>[] faces = Faces(pieces, geometry, points, sizes.Count);
        int[] parent = [.. Enumerable.Range(0, sizes.Count)];
        var queue = new PriorityQueue<int, (int Size, int Piece)>();
        for (int p = 1; p < sizes.Count; p++)
        {
            if (sizes[p] < smallest) queue.Enqueue(p, (sizes[p], p));
        }

        while (queue.TryDequeue(out int piece, out (int Size, int Piece) queued))
        {
            if (parent[piece] != piece || sizes[piece] != queued.Size || faces[piece].Count == 0) continue;
            int target = faces[piece].OrderByDescending(f => f.Value).ThenBy(f => f.Key).First().Key;
            Merge(piece, target, faces, sizes, parent);
            if (sizes[target] < smallest) queue.Enqueue(target, (sizes[target], target));
        }

        return Renumber(pieces, points, parent);
    }

    private static Dictionary<int, double>[] Faces(int[] pieces, ImageGeometry geometry, MaskPoints points, int count)
    {
        (GridSize size, Spacing s) = (geometry.Size, geometry.Spacing);
        Dictionary<int, double>[] faces = [.. Enumerable.Range(0, count).Select(_ => new Dictionary<int, double>())];
        for (int i = 0; i < points.Count; i++)
        {
            int voxel = points.Offsets[i];
            if (points.X[i] < size.X - 1) Share(pieces[voxel], pieces[voxel + 1], s.Y * s.Z);
            if (points.Y[i] < size.Y - 1) Share(pieces[voxel], pieces[voxel + size.X], s.X * s.Z);
            if (points.Z[i] < size.Z - 1) Share(pieces[voxel], pieces[voxel + size.X * size.Y], s.X * s.Y);
        }

        return faces;

        void Share(int a, int b, double area)
        {
            if (a == b || a == 0 || b == 0) return;
            faces[a][b] = faces[a].GetValueOrDefault(b) + area;
            faces[b][a] = faces[b].GetValueOrDefault(a) + area;
        }
    }

    private static void Merge(int piece, int target, Dictionary<int, double>[] faces, List<int> sizes, int[] parent)
    {
        parent[piece] = target;
        sizes[target] += sizes[piece];
        foreach ((int neighbour, double area) in faces[piece])
        {
            faces[neighbour].Remove(piece);
            if (neighbour == target) continue;
            faces[neighbour][target] = faces[neighbour].GetValueOrDefault(target) + area;
            faces[target][neighbour] = faces[target].GetValueOrDefault(neighbour) + area;
        }
    }

    private static int[] Renumber(int[] pieces, MaskPoints points, int[] parent)
    {
        var numbers = new int[parent.Length];
        int next = 0;
        foreach (int voxel in points.Offsets)
        {
            int root = pieces[voxel];
            while (parent[root] != root) root = parent[root];
            if (root == 0) continue;
            if (numbers[root] == 0) numbers[root] = ++next;
            pieces[voxel] = numbers[root];
        }

        return pieces;
    }
}
