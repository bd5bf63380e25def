using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Ith;

/// <summary>
/// Connected pieces of the sub-regions and which of them touch. Components of any grouping of the sub-regions follow from it by union-find,
/// so that thousands of groupings can be scored without visiting voxels again.
/// </summary>
internal sealed class HabitatGraph
{
    private readonly int[] _row;
    private readonly int[] _size;
    private readonly (int A, int B)[] _edges;

    /// <summary>Builds the graph.</summary>
    /// <param name="subregions">Label map.</param>
    /// <param name="labels">The labels of rows 0, 1, …; other labels are ignored.</param>
    /// <param name="connectivity">6, 18 or 26.</param>
    public HabitatGraph(LabelMap subregions, IReadOnlyList<int> labels, int connectivity)
    {
        (int Dx, int Dy, int Dz)[] forward = Forward(connectivity);
        Dictionary<int, int> rowOf = [];
        for (int r = 0; r < labels.Count; r++) rowOf[labels[r]] = r;

        List<int> voxels = [], rows = [];
        var index = new Dictionary<int, int>();
        ReadOnlySpan<int> map = subregions.Labels;
        for (int i = 0; i < map.Length; i++)
        {
            if (map[i] == 0 || !rowOf.TryGetValue(map[i], out int row)) continue;
            index[i] = voxels.Count;
            voxels.Add(i);
            rows.Add(row);
        }

        int[] parent = [.. Enumerable.Range(0, voxels.Count)];
        var touching = new HashSet<(int, int)>();
        for (int pass = 0; pass < 2; pass++)
        {
            for (int v = 0; v < parent.Length; v++)
            {
                VoxelIndex at = subregions.Size.IndexOf(voxels[v]);
                foreach ((int dx, int dy, int dz) in forward)
                {
                    if (!subregions.Size.Contains(at.X + dx, at.Y + dy, at.Z + dz)) continue;
                    if (!index.TryGetValue(subregions.Size.Offset(at.X + dx, at.Y + dy, at.Z + dz), out int other)) continue;
                    if (pass == 0 && rows[v] == rows[other]) Union(parent, v, other);
                    else if (pass == 1 && rows[v] != rows[other]) touching.Add((Root(parent, v), Root(parent, other)));
                }
            }
        }

        var piece = new Dictionary<int, int>();
        List<int> pieceRow = [], pieceSize = [];
        for (int v = 0; v < parent.Length; v++)
        {
            int root = Root(parent, v);
            if (!piece.TryGetValue(root, out int p))
            {
                piece[root] = p = pieceRow.Count;
                pieceRow.Add(rows[v]);
                pieceSize.Add(0);
            }

            pieceSize[p]++;
        }

        (_row, _size) = ([.. pieceRow], [.. pieceSize]);
        _edges = [.. touching.Select(t => (piece[t.Item1], piece[t.Item2])).Order()];
    }

    /// <summary>Components of a grouping.</summary>
    /// <param name="habitatOfRow">Habitat of every row; -1 for a hole.</param>
    /// <returns>The habitats that have voxels, ascending.</returns>
    public List<Habitat> Components(ReadOnlySpan<int> habitatOfRow)
    {
        int[] parent = [.. Enumerable.Range(0, _row.Length)];
        foreach ((int a, int b) in _edges)
        {
            int habitat = habitatOfRow[_row[a]];
            if (habitat >= 0 && habitat == habitatOfRow[_row[b]]) Union(parent, a, b);
        }

        var volume = new int[_row.Length];
        for (int p = 0; p < volume.Length; p++) volume[Root(parent, p)] += _size[p];
        var found = new SortedDictionary<int, Habitat>();
        for (int p = 0; p < volume.Length; p++)
        {
            int habitat = habitatOfRow[_row[p]];
            if (volume[p] == 0 || habitat < 0) continue;
            Habitat so = found.GetValueOrDefault(habitat) ?? new Habitat(habitat, 0, 0, 0);
            found[habitat] = new Habitat(habitat, so.Regions + 1, Math.Max(so.MaxVolume, volume[p]), so.TotalVolume + volume[p]);
        }

        return [.. found.Values];
    }

    private static (int Dx, int Dy, int Dz)[] Forward(int connectivity)
    {
        int reach = connectivity switch { 6 => 1, 18 => 2, _ => 3 };
        List<(int, int, int)> steps = [];
        for (int dz = 0; dz <= 1; dz++)
        {
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    bool later = dz > 0 || dy > 0 || (dy == 0 && dx > 0);
                    if (later && dz + Math.Abs(dy) + Math.Abs(dx) <= reach) steps.Add((dx, dy, dz));
                }
            }
        }

        return [.. steps];
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }

    private static void Union(int[] parent, int a, int b)
    {
        int ra = Root(parent, a), rb = Root(parent, b);
        if (ra != rb) parent[Math.Max(ra, rb)] = Math.Min(ra, rb);
    }
}
