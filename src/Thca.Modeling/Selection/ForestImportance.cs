using Thca.Core.Randomness;

namespace Thca.Modeling.Selection;

/// <summary>
/// Impurity importance of features in a random forest of shallow trees with balanced class weights: per tree the weighted Gini decreases of a
/// column, normalised to sum 1; then the mean over trees (Breiman, 2001).
/// </summary>
public static class ForestImportance
{
    private const int Trees = 100;
    private const int Depth = 3;

    /// <summary>One importance per column, summing to 1; all 0 when nothing can be split.</summary>
    /// <param name="columns">Feature columns, no NaN.</param>
    /// <param name="outcome">Class of every row; both occur.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Names the sub-streams.</param>
    public static double[] Compute(IReadOnlyList<double[]> columns, ReadOnlySpan<bool> outcome, RandomSeed seed, string name)
    {
        int rows = outcome.Length, positives = outcome.Count(true);
        double[] classWeight = [rows / (2.0 * (rows - positives)), rows / (2.0 * positives)];
        bool[] labels = outcome.ToArray();
        int[][] order = [.. columns.Select(Order)];
        var total = new double[columns.Count];
        for (int tree = 0; tree < Trees; tree++)
        {
            RandomStream random = seed.Stream("forest", name, tree);
            var weights = new double[rows];
            for (int i = 0; i < rows; i++)
            {
                int drawn = random.NextInt(rows);
                weights[drawn] += classWeight[labels[drawn] ? 1 : 0];
            }

            double[] importance = new Tree(columns, order, labels, weights, random).Grow(Depth);
            double sum = importance.Sum();
            if (sum <= 0) continue;
            for (int c = 0; c < total.Length; c++) total[c] += importance[c] / sum;
        }

        double all = total.Sum();
        return all > 0 ? Array.ConvertAll(total, t => t / all) : total;
    }

    private static int[] Order(double[] column)
    {
        int[] rows = [.. Enumerable.Range(0, column.Length)];
        Array.Sort([.. column], rows);
        return rows;
    }

    private sealed class Tree(IReadOnlyList<double[]> columns, int[][] order, bool[] labels, double[] weights, RandomStream random)
    {
        private readonly double[] _importance = new double[columns.Count];
        private readonly int[] _node = new int[labels.Length];
        private int _nodes = 1;

        public double[] Grow(int depth)
        {
            double root = weights.Sum();
            List<int> level = [0];
            for (int d = 0; d < depth && level.Count > 0; d++)
            {
                List<int> next = [];
                foreach (int node in level)
                {
                    if (BestSplit(node) is not { } split) continue;
                    _importance[split.Column] += split.Gain / root;
                    int right = _nodes++;
                    for (int i = 0; i < labels.Length; i++)
                    {
                        if (weights[i] > 0 && _node[i] == node && columns[split.Column][i] > split.Threshold) _node[i] = right;
                    }

                    next.Add(node);
                    next.Add(right);
                }

                level = next;
            }

            return _importance;
        }

        /// <summary>Best of floor(√m) randomly ordered columns; more are tried while none splits.</summary>
        private (int Column, double Threshold, double Gain)? BestSplit(int node)
        {
            double w0 = 0, w1 = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                if (weights[i] == 0 || _node[i] != node) continue;
                if (labels[i]) w1 += weights[i];
                else w0 += weights[i];
            }

            if (w0 == 0 || w1 == 0) return null;
            int[] candidates = [.. Enumerable.Range(0, columns.Count)];
            random.Shuffle<int>(candidates);
            int wanted = Math.Max(1, (int)Math.Sqrt(columns.Count));
            (int Column, double Threshold, double Gain)? best = null;
            for (int i = 0; i < candidates.Length && (i < wanted || best is null); i++)
            {
                if (SplitOf(candidates[i], node, w0, w1) is { } split && (best is null || split.Gain > best.Value.Gain)) best = split;
            }

            return best;
        }

        private (int Column, double Threshold, double Gain)? SplitOf(int column, int node, double w0, double w1)
        {
            double[] values = columns[column];
            double left0 = 0, left1 = 0, previous = double.NaN, bestGain = -1, threshold = 0;
            foreach (int row in order[column])
            {
                if (weights[row] == 0 || _node[row] != node) continue;
                double value = values[row];
                if (value > previous)
                {
                    double gain = Impurity(w0, w1) - Impurity(left0, left1) - Impurity(w0 - left0, w1 - left1);
                    if (gain > bestGain) (bestGain, threshold) = (gain, 0.5 * (previous + value));
                }

                if (labels[row]) left1 += weights[row];
                else left0 += weights[row];
                previous = value;
            }

            return bestGain >= 0 ? (column, threshold, bestGain) : null;
        }

        /// <summary>Weight times Gini impurity.</summary>
        private static double Impurity(double w0, double w1)
        {
            double w = w0 + w1;
            return w > 0 ? w - (w0 * w0 + w1 * w1) / w : 0;
        }
    }
}
