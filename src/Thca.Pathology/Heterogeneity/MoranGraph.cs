using Thca.Core.Randomness;
using Thca.Statistics.Distributions;
using Thca.Statistics.Neighbours;

namespace Thca.Pathology.Heterogeneity;

/// <summary>Nearest-neighbour graph of points for Moran's I: an edge where either point is among the other's nearest, weight 1 both ways.</summary>
internal sealed class MoranGraph
{
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly int _count;
    private readonly int[][] _shuffles;

    public MoranGraph(double[] x, double[] y, int neighbours, int permutations, RandomSeed seed, string item)
    {
        _count = x.Length;
        var tree = new PlanarTree(x, y);
        var edges = new HashSet<long>();
        Span<Neighbour> nearest = stackalloc Neighbour[neighbours];
        for (int i = 0; i < _count; i++)
        {
            int found = tree.Nearest(x[i], y[i], nearest, i);
            for (int k = 0; k < found; k++) edges.Add(((long)Math.Min(i, nearest[k].Row) << 32) | (uint)Math.Max(i, nearest[k].Row));
        }

        long[] sorted = [.. edges.Order()];
        (_from, _to) = (Array.ConvertAll(sorted, e => (int)(e >> 32)), Array.ConvertAll(sorted, e => (int)e));
        _shuffles = new int[permutations][];
        for (int p = 0; p < permutations; p++)
        {
            _shuffles[p] = new int[_count];
            for (int i = 0; i < _count; i++) _shuffles[p][i] = i;
            seed.Stream("moran", item, p).Shuffle<int>(_shuffles[p]);
        }
    }

    /// <summary>I, its z score under normality and a two-sided p: from shuffles, or from z without them.</summary>
    /// <param name="values">One per point, no NaN.</param>
    public (double I, double Z, double P) Of(ReadOnlySpan<double> values)
    {
        double n = _count, mean = Statistics.Summaries.Moments.Mean(values), squares = 0;
        var z = new double[_count];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = values[i] - mean;
            squares += z[i] * z[i];
        }

        double edges = _from.Length;
        if (!(squares > 0) || edges == 0) return (double.NaN, double.NaN, double.NaN);
        double scale = n / edges / squares, observed = 0;
        for (int e = 0; e < _from.Length; e++) observed += z[_from[e]] * z[_to[e]];
        observed *= scale;
        double expected = -1 / (n - 1), score = (observed - expected) / Math.Sqrt(Variance());
        if (_shuffles.Length == 0) return (observed, score, NormalDistribution.TwoSided(score));
        int asFar = 0;
        foreach (int[] shuffle in _shuffles)
        {
            double sum = 0;
            for (int e = 0; e < _from.Length; e++) sum += z[shuffle[_from[e]]] * z[shuffle[_to[e]]];
            if (Math.Abs(sum * scale - expected) >= Math.Abs(observed - expected)) asFar++;
        }

        return (observed, score, (1.0 + asFar) / (1 + _shuffles.Length));
    }

    // Cliff and Ord: (n² S1 - n S2 + 3 W²) / ((n² - 1) W²) - 1/(n-1)².
    private double Variance()
    {
        var degree = new double[_count];
        for (int e = 0; e < _from.Length; e++)
        {
            degree[_from[e]]++;
            degree[_to[e]]++;
        }

        double n = _count, w = 2.0 * _from.Length, s1 = 4.0 * _from.Length, s2 = 0;
        foreach (double d in degree) s2 += 4 * d * d;
        return (n * n * s1 - n * s2 + 3 * w * w) / ((n * n - 1) * w * w) - 1 / ((n - 1) * (n - 1));
    }
}
