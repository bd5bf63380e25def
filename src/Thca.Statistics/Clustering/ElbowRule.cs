namespace Thca.Statistics.Clustering;

/// <summary>Number of clusters at the sharpest bend of the inertia curve.</summary>
public static class ElbowRule
{
    /// <summary>
    /// k whose inertia I has the largest second difference I(k-1) - 2 I(k) + I(k+1), the first one in a tie. With fewer than three inertias
    /// the smallest k. The ends of the range cannot win.
    /// </summary>
    /// <param name="inertias">Inertia for every k of a consecutive range.</param>
    /// <param name="smallest">k of the first inertia.</param>
    public static int Choose(ReadOnlySpan<double> inertias, int smallest)
    {
        if (inertias.Length < 3) return smallest;
        int best = 1;
        double bestBend = double.NegativeInfinity;
        for (int i = 1; i < inertias.Length - 1; i++)
        {
            double bend = inertias[i + 1] - 2 * inertias[i] + inertias[i - 1];
            if (!(bend > bestBend)) continue;
            (best, bestBend) = (i, bend);
        }

        return smallest + best;
    }
}
