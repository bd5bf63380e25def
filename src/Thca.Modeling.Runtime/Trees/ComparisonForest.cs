namespace Thca.Modeling.Runtime.Trees;

/// <summary>
/// A second layout of trees without categories in which every node is one comparison: children lie side by side and leaves lead to themselves,
/// so that eight rows walk a tree together without a branch. Rows are first widened: each pair of a column and a way to treat missing values
/// becomes a column in which a missing value already stands for its side. Sums are in tree order: bit-identical to the plain walk.
/// </summary>
internal sealed class ComparisonForest
{
    /// <summary>Rows that walk together.</summary>
    public const int Lanes = 8;

    private const int ConstantColumn = 0;

    private readonly Node[] _nodes;
    private readonly double[] _values;
    private readonly int[] _roots;
    private readonly int[] _depths;
    private readonly List<(int Feature, NodeRule Rule, bool DefaultLeft)> _columns = [];

    public ComparisonForest(TreeNode[] nodes, double[] leafValues, int[] roots)
    {
        int leaves = leafValues.Length;
        _nodes = new Node[nodes.Length + leaves];
        _values = new double[_nodes.Length];
        _roots = new int[roots.Length];
        _depths = new int[roots.Length];
        var open = new Stack<(int From, int To, int Depth)>();
        int used = 0;
        var columns = new Dictionary<(int, NodeRule, bool), int>();
        for (int t = 0; t < roots.Length; t++)
        {
            _roots[t] = used;
            open.Push((roots[t], used++, 0));
            while (open.Count > 0)
            {
                (int from, int to, int depth) = open.Pop();
                if (depth > _depths[t]) _depths[t] = depth;
                if (from < 0)
                {
                    _nodes[to] = new Node { Threshold = double.PositiveInfinity, Column = ConstantColumn, Left = to };
                    _values[to] = leafValues[~from];
                    continue;
                }

                _nodes[to] = new Node { Threshold = nodes[from].Threshold, Column = ColumnOf(nodes[from], columns), Left = used };
                open.Push((nodes[from].Right, used + 1, depth + 1));
                open.Push((nodes[from].Left, used, depth + 1));
                used += 2;
            }
        }
    }

    /// <summary>Values of a widened row.</summary>
    public int Width => _columns.Count + 1;

    /// <summary>Widens one row.</summary>
    public void Widen(ReadOnlySpan<double> row, Span<double> wide)
    {
        wide[ConstantColumn] = 0;
        for (int i = 0; i < _columns.Count; i++)
        {
            (int feature, NodeRule rule, bool left) = _columns[i];
            double value = row[feature];
            bool missing = double.IsNaN(value) || (rule == NodeRule.NumericZeroMissing && TreeEnsemble.IsZero(value));
            wide[i + 1] = !missing ? value : rule == NodeRule.Numeric ? 0 : left ? double.NegativeInfinity : double.NaN;
        }
    }

    /// <summary>Adds the raw scores of eight rows to <paramref name="sums"/>.</summary>
    /// <param name="rows">Eight widened rows one after the other.</param>
    /// <param name="sums">Eight sums.</param>
    public unsafe void Add(ReadOnlySpan<double> rows, Span<double> sums)
    {
        int columns = Width;
        if (rows.Length < Lanes * columns || sums.Length < Lanes) throw new ArgumentException("Eight rows are needed.", nameof(rows));
        fixed (double* r0 = rows, sum = sums, values = _values)
        fixed (Node* nodes = _nodes)
        {
            double* r1 = r0 + columns, r2 = r1 + columns, r3 = r2 + columns, r4 = r3 + columns, r5 = r4 + columns, r6 = r5 + columns, r7 = r6 + columns;
            for (int t = 0; t < _roots.Length; t++)
            {
                int root = _roots[t], a = root, b = root, c = root, d = root, e = root, f = root, g = root, h = root;
                for (int level = _depths[t]; level > 0; level--)
                {
                    a = Step(nodes + a, r0);
                    b = Step(nodes + b, r1);
                    c = Step(nodes + c, r2);
                    d = Step(nodes + d, r3);
                    e = Step(nodes + e, r4);
                    f = Step(nodes + f, r5);
                    g = Step(nodes + g, r6);
                    h = Step(nodes + h, r7);
                }

                sum[0] += values[a];
                sum[1] += values[b];
                sum[2] += values[c];
                sum[3] += values[d];
                sum[4] += values[e];
                sum[5] += values[f];
                sum[6] += values[g];
                sum[7] += values[h];
            }
        }
    }

    /// <summary>A missing value that must go right is still NaN and fails the comparison.</summary>
    private static unsafe int Step(Node* node, double* row) => node->Left + (row[node->Column] <= node->Threshold ? 0 : 1);

    private int ColumnOf(in TreeNode node, Dictionary<(int, NodeRule, bool), int> columns)
    {
        (int Feature, NodeRule Rule, bool DefaultLeft) key = (node.Feature, node.Rule, node.DefaultLeft && node.Rule != NodeRule.Numeric);
        if (columns.TryGetValue(key, out int column)) return column;
        _columns.Add(key);
        columns.Add(key, _columns.Count);
        return _columns.Count;
    }

    private struct Node
    {
        public double Threshold;
        public int Column;
        public int Left;
    }
}
