namespace Thca.Modeling.Runtime.Trees;

public sealed partial class TreeEnsemble
{
    /// <summary>Expected raw score: the leaf values averaged with their row counts, summed over trees.</summary>
    public double BaseValue()
    {
        double sum = 0;
        for (int t = 0; t < _roots.Length; t++)
        {
            int first = _firstLeaf[t], end = t + 1 < _roots.Length ? _firstLeaf[t + 1] : _leafValue.Length;
            double weighted = 0;
            for (int l = first; l < end; l++) weighted += _leafCount[l] * _leafValue[l];
            sum += weighted / CountOf(_roots[t]);
        }

        return sum;
    }

    /// <summary>Path-dependent SHAP values of the raw score; with <see cref="BaseValue"/> they sum to <see cref="RawScore"/> within 1e-9.</summary>
    /// <param name="row">One value per column; NaN is missing.</param>
    /// <param name="contributions">Receives one value per column.</param>
    public void Contributions(ReadOnlySpan<double> row, Span<double> contributions)
    {
        CheckRow(row.Length);
        var phi = new double[FeatureCount];
        var shap = new TreeShap(this);
        foreach (int root in _roots) shap.Add(root, row, phi);
        phi.AsSpan().CopyTo(contributions);
    }

    /// <summary>Contributions of many rows.</summary>
    /// <param name="rows">Rows one after the other, one value per column.</param>
    /// <param name="contributions">Receives as many values as <paramref name="rows"/> has.</param>
    public void ContributionsOfRows(ReadOnlySpan<double> rows, Span<double> contributions)
    {
        int columns = FeatureCount;
        if (rows.Length % columns != 0) CheckRow(rows.Length % columns);
        var phi = new double[columns];
        var shap = new TreeShap(this);
        for (int from = 0; from < rows.Length; from += columns)
        {
            Array.Clear(phi, 0, columns);
            ReadOnlySpan<double> row = rows.Slice(from, columns);
            foreach (int root in _roots) shap.Add(root, row, phi);
            phi.AsSpan().CopyTo(contributions.Slice(from, columns));
        }
    }

    /// <summary>
    /// SHAP interaction values of the raw score: symmetric; each row sums to the column's contribution.
    /// Φ_ij = ½(φ_i with j known - φ_i with j unknown), Φ_ii = φ_i - Σ_j Φ_ij.
    /// </summary>
    /// <param name="row">One value per column; NaN is missing.</param>
    /// <returns>Columns x columns.</returns>
    public double[,] Interactions(ReadOnlySpan<double> row)
    {
        CheckRow(row.Length);
        int columns = FeatureCount;
        var result = new double[columns, columns];
        var shap = new TreeShap(this);
        var main = new double[columns];
        foreach (int root in _roots) shap.Add(root, row, main);
        var known = new double[columns];
        var unknown = new double[columns];
        foreach (KeyValuePair<int, List<int>> column in TreesByColumn())
        {
            Array.Clear(known, 0, columns);
            Array.Clear(unknown, 0, columns);
            foreach (int root in column.Value)
            {
                shap.Add(root, row, known, column.Key, true);
                shap.Add(root, row, unknown, column.Key, false);
            }

            for (int i = 0; i < columns; i++) result[i, column.Key] = 0.5 * (known[i] - unknown[i]);
        }

        for (int i = 0; i < columns; i++)
        {
            double others = 0;
            for (int j = 0; j < columns; j++)
                if (j != i) others += result[i, j];
            result[i, i] = main[i] - others;
        }

        return result;
    }

    internal IReadOnlyList<int> Roots => _roots;

    internal ref readonly TreeNode NodeAt(int node) => ref _nodes[node];

    internal double LeafValueAt(int leaf) => _leafValue[leaf];

    /// <summary>Training rows of a node or (complement) leaf.</summary>
    internal double CountOf(int at) => at >= 0 ? _nodeCount[at] : _leafCount[~at];

    private Dictionary<int, List<int>> TreesByColumn()
    {
        var trees = new Dictionary<int, List<int>>();
        for (int t = 0; t < _roots.Length; t++)
        {
            if (_roots[t] < 0) continue;
            int end = _roots[t] + (t + 1 < _roots.Length ? _firstLeaf[t + 1] : _leafValue.Length) - _firstLeaf[t] - 1;
            for (int n = _roots[t]; n < end; n++)
            {
                if (!trees.TryGetValue(_nodes[n].Feature, out List<int>? list)) trees.Add(_nodes[n].Feature, list = []);
                if (list.Count == 0 || list[list.Count - 1] != _roots[t]) list.Add(_roots[t]);
            }
        }

        return trees;
    }
}
