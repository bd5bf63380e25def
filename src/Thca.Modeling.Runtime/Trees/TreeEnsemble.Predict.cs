namespace Thca.Modeling.Runtime.Trees;

public sealed partial class TreeEnsemble
{
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
        for (int r = 0; r < rows.Length / columns; r++) margins[r] = Margin(rows.Slice(r * columns, columns));
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
                if (double.IsNaN(value) || (value >= -ZeroThreshold && value <= ZeroThreshold)) return node.DefaultLeft;
                return value <= node.Threshold;
            default:
                return (double.IsNaN(value) ? 0.0 : value) <= node.Threshold;
        }
    }
}
