using System.Runtime.InteropServices;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Labelling;

/// <summary>
/// Connected components by merging runs of equal voxels along x (union-find; He, Chao and Suzuki 2008). Safe for use by several threads.
/// </summary>
public static class ConnectedComponents
{
    /// <summary>Components of a region.</summary>
    /// <param name="mask">The region; may be empty.</param>
    /// <param name="connectivity">Which voxels count as neighbours; default all 26.</param>
    public static ComponentLabels Label(Mask mask, Connectivity connectivity = Connectivity.Vertex26)
    {
        ReadOnlySpan<byte> voxels = mask.Voxels;
        var runs = new RunTable(mask.Size);
        for (int row = 0; row < runs.Rows; row++)
        {
            ReadOnlySpan<byte> line = voxels.Slice(row * mask.Size.X, mask.Size.X);
            for (int x = line.IndexOfAnyExcept((byte)0); x >= 0 && x < line.Length;)
            {
                int length = line[x..].IndexOf((byte)0);
                int end = length < 0 ? line.Length : x + length;
                runs.Add(x, end, 1);
                int next = end < line.Length ? line[end..].IndexOfAnyExcept((byte)0) : -1;
                x = next < 0 ? -1 : end + next;
            }

            runs.EndRow();
        }

        return runs.Connect(mask.Geometry, connectivity);
    }

    /// <summary>Components of voxels with equal label; background is left out.</summary>
    /// <param name="labels">The label map.</param>
    /// <param name="connectivity">Which voxels count as neighbours; default all 26.</param>
    public static ComponentLabels Label(LabelMap labels, Connectivity connectivity = Connectivity.Vertex26)
    {
        ReadOnlySpan<int> voxels = labels.Labels;
        var runs = new RunTable(labels.Size);
        for (int row = 0; row < runs.Rows; row++)
        {
            ReadOnlySpan<int> line = voxels.Slice(row * labels.Size.X, labels.Size.X);
            for (int x = 0; x < line.Length;)
            {
                int length = line[x..].IndexOfAnyExcept(line[x]);
                int end = length < 0 ? line.Length : x + length;
                if (line[x] != 0) runs.Add(x, end, line[x]);
                x = end;
            }

            runs.EndRow();
        }

        return runs.Connect(labels.Geometry, connectivity);
    }

    /// <summary>The largest component of a region; of equals the first in memory order.</summary>
    /// <exception cref="Core.Errors.EmptyMaskException">The region has no voxel.</exception>
    public static Mask KeepLargest(Mask mask, Connectivity connectivity = Connectivity.Vertex26)
    {
        ComponentLabels components = Label(mask, connectivity);
        return components.Labels.Select(components.Largest());
    }

    private sealed class RunTable(GridSize size)
    {
        private readonly List<Run> _runs = [];
        private readonly List<int> _rowEnds = [];

        public int Rows => size.Y * size.Z;

        public void Add(int start, int end, int label) => _runs.Add(new Run(start, end, label));

        public void EndRow() => _rowEnds.Add(_runs.Count);

        public ComponentLabels Connect(ImageGeometry geometry, Connectivity connectivity)
        {
            var parent = new int[_runs.Count];
            for (int i = 0; i < parent.Length; i++) parent[i] = i;
            // How far apart in x two runs of neighbouring rows may lie: straight neighbours share a face, diagonal rows an edge.
            int straight = connectivity == Connectivity.Face6 ? 0 : 1;
            int diagonal = connectivity switch { Connectivity.Face6 => -1, Connectivity.Edge18 => 0, _ => 1 };
            for (int z = 0; z < size.Z; z++)
            {
                for (int y = 0; y < size.Y; y++)
                {
                    int row = y + size.Y * z;
                    if (y > 0) Join(row, row - 1, straight, parent);
                    if (z == 0) continue;
                    Join(row, row - size.Y, straight, parent);
                    if (diagonal < 0) continue;
                    if (y > 0) Join(row, row - size.Y - 1, diagonal, parent);
                    if (y + 1 < size.Y) Join(row, row - size.Y + 1, diagonal, parent);
                }
            }

            return Number(geometry, parent);
        }

        private void Join(int row, int earlier, int reach, int[] parent)
        {
            ReadOnlySpan<Run> runs = CollectionsMarshal.AsSpan(_runs);
            int i = RowStart(row), iEnd = _rowEnds[row], j = RowStart(earlier), jEnd = _rowEnds[earlier];
            while (i < iEnd && j < jEnd)
            {
                if (Touch(runs[i], runs[j], reach)) Union(parent, i, j);
                // Runs that end together: the next of this row may still touch the earlier one at a corner.
                if (runs[i].End == runs[j].End && i + 1 < iEnd && Touch(runs[i + 1], runs[j], reach)) Union(parent, i + 1, j);
                if (runs[i].End < runs[j].End) i++;
                else j++;
            }
        }

        private static bool Touch(Run a, Run b, int reach) => a.Label == b.Label && a.Start < b.End + reach && b.Start < a.End + reach;

        private int RowStart(int row) => row == 0 ? 0 : _rowEnds[row - 1];

        private ComponentLabels Number(ImageGeometry geometry, int[] parent)
        {
            ReadOnlySpan<Run> runs = CollectionsMarshal.AsSpan(_runs);
            var labels = new int[size.Count];
            var number = new int[runs.Length];
            List<int> sizes = [], sources = [];
            int run = 0;
            for (int row = 0; row < _rowEnds.Count; row++)
            {
                for (; run < _rowEnds[row]; run++)
                {
                    int root = Find(parent, run);
                    if (number[root] == 0)
                    {
                        sizes.Add(0);
                        sources.Add(runs[run].Label);
                        number[root] = sizes.Count;
                    }

                    Run r = runs[run];
                    labels.AsSpan(row * size.X + r.Start, r.End - r.Start).Fill(number[root]);
                    sizes[number[root] - 1] += r.End - r.Start;
                }
            }

            return new ComponentLabels(new LabelMap(geometry, labels), sizes, sources);
        }

        private static int Find(int[] parent, int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }

        private static void Union(int[] parent, int i, int j)
        {
            i = Find(parent, i);
            j = Find(parent, j);
            if (i < j) parent[j] = i;
            else parent[i] = j;
        }
    }

    private readonly record struct Run(int Start, int End, int Label);
}
