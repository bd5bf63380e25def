namespace Thca.Modeling.Runtime.Trees;

public sealed partial class TreeEnsemble
{
    private const int RowsPerBlock = 64;

    /// <summary>Sum of the leaf values in tree order (LightGBM's raw score).</summary>
    /// <param name="row">One value per column; NaN is missing.</param>
    public double RawScore(ReadOnlySpan<double> row)
    {
        CheckRow(row.Length);
        double sum = 0;
        foreach (int root in _roots) sum += _leafValue[LeafOf(root, row)];
        return sum;
    }

    /// <summary>The log-odds: the raw score, divided by the number of trees with <see cref="AverageOutput"/>.</summary>
    /// <param name="row">One value per column; NaN is missing.</param>
    public double Margin(ReadOnlySpan<double> row) => ToMargin(RawScore(row));

    /// <summary>Log-odds of many rows.</summary>
    /// <param name="rows">Rows one after the other, one value per column; NaN is missing.</param>
    /// <param name="margins">Receives one value per row.</param>
    public void Margins(ReadOnlySpan<double> rows, Span<double> margins)
    {
        int columns = FeatureCount;
        if (rows.Length % columns != 0) CheckRow(rows.Length % columns);
        int count = rows.Length / columns, from = 0;
        Span<double> sums = margins.Slice(0, count);
        sums.Clear();
        if (_forest is { } forest)
        {
            double[] wide = new double[ComparisonForest.Lanes * forest.Width];
            for (; from + ComparisonForest.Lanes <= count; from += ComparisonForest.Lanes)
            {
                for (int r = 0; r < ComparisonForest.Lanes; r++) forest.Widen(rows.Slice((from + r) * columns, columns), wide.AsSpan(r * forest.Width, forest.Width));
                forest.Add(wide, sums.Slice(from, ComparisonForest.Lanes));
            }
        }

        for (; from < count; from += RowsPerBlock)
        {
            int size = Math.Min(RowsPerBlock, count - from);
            AddRows(rows.Slice(from * columns, size * columns), sums.Slice(from, size));
        }

        if (AverageOutput)
            for (int r = 0; r < count; r++) sums[r] = ToMargin(sums[r]);
    }

    /// <summary>1 / (1 + exp(-sigmoid · margin)).</summary>
    /// <param name="row">One value per column; NaN is missing.</param>
    public double Probability(ReadOnlySpan<double> row) => ToProbability(Margin(row));

    /// <summary>1 / (1 + exp(-sigmoid · margin)) of a margin.</summary>
    /// <param name="margin">Log-odds.</param>
    public double ToProbability(double margin) => 1.0 / (1.0 + Math.Exp(-Sigmoid * margin));

    /// <summary>Number of the leaf each tree puts the row into, as LightGBM numbers them.</summary>
    /// <param name="row">One value per column; NaN is missing.</param>
    /// <param name="leaves">Receives one number per tree.</param>
    public void Leaves(ReadOnlySpan<double> row, Span<int> leaves)
    {
        CheckRow(row.Length);
        for (int t = 0; t < _roots.Length; t++) leaves[t] = LeafOf(_roots[t], row) - _firstLeaf[t];
    }

    /// <summary>Adds the raw scores of rows, tree by tree so that a tree stays in the cache.</summary>
    private void AddRows(ReadOnlySpan<double> rows, Span<double> sums)
    {
        int columns = FeatureCount;
        foreach (int root in _roots)
            for (int r = 0; r < sums.Length; r++) sums[r] += _leafValue[LeafOf(root, rows.Slice(r * columns, columns))];
    }

    internal static bool IsZero(double value) => value is >= -ZeroThreshold and <= ZeroThreshold;

    private double ToMargin(double rawScore) => AverageOutput && TreeCount > 0 ? rawScore / TreeCount : rawScore;

    private int LeafOf(int at, ReadOnlySpan<double> row)
    {
        while (at >= 0)
        {
            ref readonly TreeNode node = ref _nodes[at];
            at = GoesLeft(node, row[node.Feature]) ? node.Left : node.Right;
        }

        return ~at;
    }

    internal bool GoesLeft(in TreeNode node, double value)
    {
        switch (node.Rule)
        {
            case NodeRule.Categorical:
                return value > -1 && value < int.MaxValue && InCategories((int)node.Threshold, (int)value);
            case NodeRule.NumericNaNMissing:
                return double.IsNaN(value) ? node.DefaultLeft : value <= node.Threshold;
            case NodeRule.NumericZeroMissing:
                if (double.IsNaN(value) || IsZero(value)) return node.DefaultLeft;
                return value <= node.Threshold;
            default:
                return (double.IsNaN(value) ? 0.0 : value) <= node.Threshold;
        }
    }
}
