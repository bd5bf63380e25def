using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;

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
        VoxelRegion? box = Box(subregions);
        if (box is not { } region)
        {
            (_row, _size, _edges) = ([], [], []);
            return;
        }

        Dictionary<int, int> numberOf = [];
        for (int r = 0; r < labels.Count; r++) numberOf[labels[r]] = r + 1;
        Volume<int> rows = subregions.AsVolume().Crop(region).Select(label => numberOf.GetValueOrDefault(label));
        ComponentLabels pieces = ConnectedComponents.Label(new LabelMap(rows.Geometry, rows.Voxels.ToArray()), (Connectivity)connectivity);
        (_row, _size) = ([.. pieces.SourceLabels.Select(n => n - 1)], [.. pieces.Sizes]);
        _edges = Touching(pieces.Labels, connectivity);
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

    private static VoxelRegion? Box(LabelMap map) =>
        new Mask(map.Geometry, Array.ConvertAll(map.Labels.ToArray(), l => l == 0 ? (byte)0 : (byte)1)).BoundingBox();

    private static (int A, int B)[] Touching(LabelMap pieces, int connectivity)
    {
        (int Dx, int Dy, int Dz)[] forward = Forward(connectivity);
        GridSize size = pieces.Size;
        var touching = new HashSet<(int, int)>();
        int i = 0;
        for (int z = 0; z < size.Z; z++)
        {
            for (int y = 0; y < size.Y; y++)
            {
                for (int x = 0; x < size.X; x++, i++)
                {
                    int own = pieces.Labels[i];
                    if (own == 0) continue;
                    foreach ((int dx, int dy, int dz) in forward)
                    {
                        if (!size.Contains(x + dx, y + dy, z + dz)) continue;
                        int other = pieces.Labels[size.Offset(x + dx, y + dy, z + dz)];
                        if (other != 0 && other != own) touching.Add((Math.Min(own, other) - 1, Math.Max(own, other) - 1));
                    }
                }
            }
        }

        return [.. touching.Order()];
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
