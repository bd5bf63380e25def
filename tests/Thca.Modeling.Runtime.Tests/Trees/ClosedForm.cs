using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime.Tests.Trees;

/// <summary>Contributions leaf by leaf: φ_i += value · (o_i - z_i) · Σ_k k!(m-k-1)!/m! · e_k, e_k the coefficients of Π_{j≠i}(z_j + o_j t).</summary>
internal static class ClosedForm
{
    public static double[] Contributions(TreeEnsemble trees, double[] row)
    {
        var phi = new double[row.Length];
        foreach (int root in trees.Roots) Walk(trees, row, root, [], phi);
        return phi;
    }

    private static void Walk(TreeEnsemble trees, double[] row, int at, Dictionary<int, (double Z, double O)> path, double[] phi)
    {
        if (at < 0)
        {
            foreach (int i in path.Keys) phi[i] += trees.LeafValueAt(~at) * (path[i].O - path[i].Z) * Weight(path, i);
            return;
        }

        TreeNode node = trees.NodeAt(at);
        bool left = trees.GoesLeft(node, row[node.Feature]);
        foreach (bool side in new[] { true, false })
        {
            int child = side ? node.Left : node.Right;
            (double z, double o) = path.TryGetValue(node.Feature, out (double Z, double O) known) ? known : (1, 1);
            Walk(trees, row, child, new(path) { [node.Feature] = (z * trees.CountOf(child) / trees.CountOf(at), side == left ? o : 0) }, phi);
        }
    }

    private static double Weight(Dictionary<int, (double Z, double O)> path, int except)
    {
        double[] e = [1];
        foreach (KeyValuePair<int, (double Z, double O)> factor in path)
        {
            if (factor.Key == except) continue;
            double[] product = new double[e.Length + 1];
            for (int k = 0; k < e.Length; k++)
            {
                product[k] += e[k] * factor.Value.Z;
                product[k + 1] += e[k] * factor.Value.O;
            }

            e = product;
        }

        int m = e.Length;
        double sum = 0;
        for (int k = 0; k < m; k++) sum += Factorial(k) * Factorial(m - k - 1) / Factorial(m) * e[k];
        return sum;
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
