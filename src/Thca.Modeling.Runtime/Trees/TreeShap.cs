namespace Thca.Modeling.Runtime.Trees;

/// <summary>Path-dependent TreeSHAP in its incremental form: contributions of one row, O(leaves · depth²) per tree.</summary>
/// <remarks>
/// Lundberg et al., "Consistent individualized feature attribution for tree ensembles", algorithm 2, with LightGBM's conventions.
/// One instance serves one thread; it owns the path copies of every depth.
/// </remarks>
internal sealed class TreeShap
{
    private readonly TreeEnsemble _trees;
    private readonly PathEntry[] _paths;
    private readonly double[] _inverse;
    private double[] _phi = [];
    private int _conditionFeature = -1;
    private bool _conditionPresent;

    public TreeShap(TreeEnsemble trees)
    {
        _trees = trees;
        int longest = trees.MaxDepth + 2;
        _paths = new PathEntry[longest * (longest + 1) / 2];
        _inverse = [.. Enumerable.Range(0, longest + 1).Select(k => 1.0 / k)];
    }

    /// <summary>Adds the contributions of one tree.</summary>
    /// <param name="root">Root of the tree.</param>
    /// <param name="row">The row.</param>
    /// <param name="phi">One sum per column, added to.</param>
    public void Add(int root, ReadOnlySpan<double> row, double[] phi) => Add(root, row, phi, -1, false);

    /// <summary>Adds the contributions of one tree while column <paramref name="conditionFeature"/> is known (or unknown) for certain.</summary>
    public void Add(int root, ReadOnlySpan<double> row, double[] phi, int conditionFeature, bool present)
    {
        if (root < 0) return;
        (_phi, _conditionFeature, _conditionPresent) = (phi, conditionFeature, present);
        _paths[0] = new PathEntry { Feature = -1, Zero = 1, One = 1, Weight = 1 };
        Walk(root, 0, 1, 1, row);
    }

    private void Walk(int at, int start, int length, double weight, ReadOnlySpan<double> row)
    {
        Span<PathEntry> path = _paths.AsSpan(start, length);
        if (at < 0)
        {
            AddLeaf(path, _trees.LeafValueAt(~at) * weight);
            return;
        }

        ref readonly TreeNode node = ref _trees.NodeAt(at);
        bool left = _trees.GoesLeft(node, row[node.Feature]);
        int hot = left ? node.Left : node.Right, cold = left ? node.Right : node.Left;
        double count = _trees.CountOf(at), hotShare = _trees.CountOf(hot) / count, coldShare = _trees.CountOf(cold) / count;
        if (node.Feature == _conditionFeature)
        {
            Walk(hot, start, length, _conditionPresent ? weight : weight * hotShare, row);
            if (!_conditionPresent) Walk(cold, start, length, weight * coldShare, row);
            return;
        }

        int next = start + length, known = IndexOf(path, node.Feature);
        double zero = known > 0 ? path[known].Zero : 1, one = known > 0 ? path[known].One : 1;
        int longer = Continue(path, next, known, node.Feature, hotShare * zero, one);
        Walk(hot, next, longer, weight, row);
        longer = Continue(_paths.AsSpan(start, length), next, known, node.Feature, coldShare * zero, 0);
        Walk(cold, next, longer, weight, row);
    }

    /// <summary>Copies the path behind itself, drops the earlier entry of the column and appends the new one.</summary>
    private int Continue(Span<PathEntry> path, int next, int known, int feature, double zero, double one)
    {
        Span<PathEntry> copy = _paths.AsSpan(next, path.Length + 1);
        path.CopyTo(copy);
        int length = path.Length;
        if (known > 0) length = Remove(copy.Slice(0, length), known);
        Append(copy.Slice(0, length + 1), feature, zero, one);
        return length + 1;
    }

    private static int IndexOf(Span<PathEntry> path, int feature)
    {
        for (int i = 1; i < path.Length; i++)
            if (path[i].Feature == feature) return i;
        return -1;
    }

    private void Append(Span<PathEntry> path, int feature, double zero, double one)
    {
        int d = path.Length - 1;
        path[d] = new PathEntry { Feature = feature, Zero = zero, One = one, Weight = d == 0 ? 1 : 0 };
        double scale = _inverse[d + 1];
        for (int k = d - 1; k >= 0; k--)
        {
            double weight = path[k].Weight;
            path[k + 1].Weight += one * weight * (k + 1) * scale;
            path[k].Weight = zero * weight * (d - k) * scale;
        }
    }

    private int Remove(Span<PathEntry> path, int e)
    {
        int d = path.Length - 1;
        double zero = path[e].Zero, one = path[e].One, next = path[d].Weight;
        for (int k = d - 1; k >= 0; k--)
        {
            if (one != 0)
            {
                double old = path[k].Weight;
                path[k].Weight = next * (d + 1) * _inverse[k + 1];
                next = old - path[k].Weight * zero * (d - k) * _inverse[d + 1];
            }
            else path[k].Weight = path[k].Weight * (d + 1) / (zero * (d - k));
        }

        for (int k = e; k < d; k++) (path[k].Feature, path[k].Zero, path[k].One) = (path[k + 1].Feature, path[k + 1].Zero, path[k + 1].One);
        return d;
    }

    /// <summary>Contribution of a leaf to every column on its path: removed-weight sum · (one - zero) · value.</summary>
    /// <remarks>
    /// For entries with one = 0 the removed-weight sum is a common sum divided by zero, so that its product with -zero needs no division and is
    /// the same for all of them.
    /// </remarks>
    private void AddLeaf(Span<PathEntry> path, double value)
    {
        int d = path.Length - 1;
        double[] inverse = _inverse;
        double cold = 0, share = inverse[d + 1];
        for (int k = 0; k < d; k++) cold += path[k].Weight * inverse[d - k];
        cold *= (d + 1) * value;
        for (int e = 1; e <= d; e++)
        {
            if (path[e].One == 0)
            {
                _phi[path[e].Feature] -= cold;
                continue;
            }

            double zero = path[e].Zero, sum = 0, next = path[d].Weight;
            for (int k = d - 1; k >= 0; k--)
            {
                double weight = next * (d + 1) * inverse[k + 1];
                sum += weight;
                next = path[k].Weight - weight * zero * (d - k) * share;
            }

            _phi[path[e].Feature] += sum * (1 - zero) * value;
        }
    }

    private struct PathEntry
    {
        public int Feature;
        public double Zero;
        public double One;
        public double Weight;
    }
}
