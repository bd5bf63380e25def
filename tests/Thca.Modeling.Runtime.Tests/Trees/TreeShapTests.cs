using Thca.Modeling.Runtime.Tests.Native;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Modeling.Runtime.Trees;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Trees;

/// <summary>The incremental form against the definition: sums over all coalitions, and the closed form per leaf.</summary>
public class TreeShapTests
{
    [Fact]
    public void ContributionsAreShapleyValuesOfTheDefinition()
    {
        foreach (RandomModel model in Enumerable.Range(0, 12).Select(RandomModel.Train).Where(m => m.Columns <= 6))
        {
            TreeEnsemble trees = LightGbmTextReader.Read(model.Text);
            foreach (double[] row in model.Rows.Chunk(model.Columns).TakeLast(5))
            {
                var phi = new double[model.Columns];
                trees.Contributions(row, phi);
                Close.To(Shapley(trees, row), phi, 1e-10, 1e-12, "phi");
                double[,] pairs = trees.Interactions(row), expected = ShapleyPairs(trees, row);
                for (int i = 0; i < model.Columns; i++)
                    for (int j = 0; j < model.Columns; j++) Close.To(expected[i, j], pairs[i, j], 1e-9, 1e-11, $"interaction {i},{j}");
            }
        }
    }

    [Fact]
    public void ClosedFormAgrees()
    {
        foreach (RandomModel model in Enumerable.Range(20, 10).Select(RandomModel.Train))
        {
            TreeEnsemble trees = LightGbmTextReader.Read(model.Text);
            foreach (double[] row in model.Rows.Chunk(model.Columns).TakeLast(10))
            {
                var phi = new double[model.Columns];
                trees.Contributions(row, phi);
                Close.To(ClosedForm.Contributions(trees, row), phi, 1e-10, 1e-12, "phi");
            }
        }
    }

    [Fact]
    public void ClosedFormGivesTheSpecificationVector()
    {
        double[] phi = ClosedForm.Contributions(LightGbmTextReader.Read(SampleTrees.TwoTrees), [4, 2, 1]);
        Close.To([0.3812068301174937, 0.4242040877552505, 0], phi, 1e-12, 1e-15, "phi");
    }

    [Fact]
    public void InteractionsAreSymmetricAndSumToContributions()
    {
        RandomModel model = RandomModel.Train(3);
        TreeEnsemble trees = LightGbmTextReader.Read(model.Text);
        double[] row = model.Rows[..model.Columns], phi = new double[model.Columns];
        trees.Contributions(row, phi);
        double[,] pairs = trees.Interactions(row);
        for (int i = 0; i < model.Columns; i++)
        {
            double sum = 0;
            for (int j = 0; j < model.Columns; j++)
            {
                sum += pairs[i, j];
                Assert.Equal(pairs[j, i], pairs[i, j], 1e-9);
            }

            Assert.Equal(phi[i], sum, 1e-9);
        }
    }

    /// <summary>Expected raw score when the columns of <paramref name="known"/> follow the row and the others are averaged by row counts.</summary>
    private static double Value(TreeEnsemble trees, double[] row, int known) => trees.Roots.Sum(root => Value(trees, row, known, root));

    private static double Value(TreeEnsemble trees, double[] row, int known, int at)
    {
        if (at < 0) return trees.LeafValueAt(~at);
        TreeNode node = trees.NodeAt(at);
        if ((known >> node.Feature & 1) != 0) return Value(trees, row, known, trees.GoesLeft(node, row[node.Feature]) ? node.Left : node.Right);
        return (trees.CountOf(node.Left) * Value(trees, row, known, node.Left) + trees.CountOf(node.Right) * Value(trees, row, known, node.Right)) / trees.CountOf(at);
    }

    private static double[] Shapley(TreeEnsemble trees, double[] row)
    {
        int m = row.Length;
        var phi = new double[m];
        for (int i = 0; i < m; i++)
            for (int s = 0; s < 1 << m; s++)
                if ((s >> i & 1) == 0) phi[i] += Factorial(Count(s)) * Factorial(m - Count(s) - 1) / Factorial(m) * (Value(trees, row, s | 1 << i) - Value(trees, row, s));
        return phi;
    }

    /// <summary>Φ_ij = ½ Σ_S |S|!(M-|S|-2)!/(M-1)! · (v(S+ij) - v(S+i) - v(S+j) + v(S)), the definition of the interaction index.</summary>
    private static double[,] ShapleyPairs(TreeEnsemble trees, double[] row)
    {
        int m = row.Length;
        double[] phi = Shapley(trees, row);
        var pairs = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            double others = 0;
            for (int j = 0; j < m; j++)
            {
                if (i == j) continue;
                for (int s = 0; s < 1 << m; s++)
                {
                    if ((s >> i & 1) != 0 || (s >> j & 1) != 0) continue;
                    double delta = Value(trees, row, s | 1 << i | 1 << j) - Value(trees, row, s | 1 << i) - Value(trees, row, s | 1 << j) + Value(trees, row, s);
                    pairs[i, j] += 0.5 * Factorial(Count(s)) * Factorial(m - Count(s) - 2) / Factorial(m - 1) * delta;
                }

                others += pairs[i, j];
            }

            pairs[i, i] = phi[i] - others;
        }

        return pairs;
    }

    private static int Count(int set) => System.Numerics.BitOperations.PopCount((uint)set);

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
