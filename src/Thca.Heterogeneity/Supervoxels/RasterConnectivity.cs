using Thca.Core.Geometry;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>Scikit-image's connectivity pass: pieces are grown in raster order, cut at a largest size, and merged when too small.</summary>
internal static class RasterConnectivity
{
    private static readonly (int X, int Y, int Z)[] Steps = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)];

    /// <summary>New labels, 1 to the number of pieces.</summary>
    public static int[] Enforce(int[] labels, GridSize size, MaskPoints points, int smallest, int largest)
    {
        var connected = new int[labels.Length];
        var piece = new List<int>();
        int next = 1;
        for (int i = 0; i < points.Count; i++)
        {
            int start = points.Offsets[i];
            if (labels[start] == 0 || connected[start] > 0) continue;
            int adjacent = Grow(labels, connected, size, new VoxelIndex(points.X[i], points.Y[i], points.Z[i]), next, largest, piece);
            if (piece.Count >= smallest)
            {
                next++;
                continue;
            }

            foreach (int voxel in piece) connected[voxel] = adjacent;
        }

        return connected;
    }

    // Breadth first through the voxels of one cluster; returns the neighbouring piece seen last.
    private static int Grow(int[] labels, int[] connected, GridSize size, VoxelIndex start, int number, int largest, List<int> piece)
    {
        int adjacent = number, label = labels[size.Offset(start.X, start.Y, start.Z)];
        piece.Clear();
        piece.Add(size.Offset(start.X, start.Y, start.Z));
        connected[piece[0]] = number;
        for (int visited = 0; visited < piece.Count && piece.Count < largest; visited++)
        {
            VoxelIndex at = size.IndexOf(piece[visited]);
            foreach ((int dx, int dy, int dz) in Steps)
            {
                if (!size.Contains(at.X + dx, at.Y + dy, at.Z + dz)) continue;
                int neighbour = size.Offset(at.X + dx, at.Y + dy, at.Z + dz);
                if (connected[neighbour] == 0 && labels[neighbour] == label)
                {
                    connected[neighbour] = number;
                    piece.Add(neighbour);
                    if (piece.Count >= largest) break;
                }
                else if (connected[neighbour] > 0 && connected[neighbour] != number)
                {
                    adjacent = connected[neighbour];
                }
            }
        }

        return adjacent;
    }
}
