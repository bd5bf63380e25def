using Thca.Core.Randomness;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Correlation;

/// <summary>Permutation p-value of Spearman's correlation, two-sided: over all orders of at most nine pairs, else over random ones.</summary>
public static class SpearmanPermutation
{
    /// <summary>Pairs up to which every order is visited.</summary>
    public const int ExactLimit = 9;

    /// <summary>The p-value.</summary>
    /// <param name="x">First variable; a pair with NaN is left out.</param>
    /// <param name="y">Second variable.</param>
    /// <param name="stream">Where random orders come from; may stay unused.</param>
    /// <param name="replicates">Number of random orders.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>NaN for fewer than three complete pairs or a constant variable.</returns>
    public static double PValue(ReadOnlySpan<double> x, ReadOnlySpan<double> y, RandomStream stream, int replicates = 9_999, CancellationToken ct = default)
    {
        (double[] a, double[] b) = Finite.Pairs(x, y);
        int n = a.Length;
        double[] rx = RankProjection.CentredRanks(a), ry = RankProjection.CentredRanks(b);
        if (n < 3 || Array.TrueForAll(rx, r => r == 0) || Array.TrueForAll(ry, r => r == 0)) return double.NaN;
        double observed = Math.Abs(Dot(rx, ry)) - 1e-9;
        if (n <= ExactLimit) return Exact(rx, ry, observed);
        int hits = 0;
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            if ((replicate & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
            stream.Shuffle(ry.AsSpan());
            if (Math.Abs(Dot(rx, ry)) >= observed) hits++;
        }

        return (1.0 + hits) / (1.0 + replicates);
    }

    private static double Dot(double[] a, double[] b) => Core.Compute.OrderedSums.Dot(a, b);

    /// <summary>All orders by Heap's algorithm, n! of them.</summary>
    private static double Exact(double[] x, double[] y, double observed)
    {
        int n = y.Length, hits = Math.Abs(Dot(x, y)) >= observed ? 1 : 0, total = 1;
        var counter = new int[n];
        for (int i = 1; i < n;)
        {
            if (counter[i] < i)
            {
                int j = i % 2 == 0 ? 0 : counter[i];
                (y[i], y[j]) = (y[j], y[i]);
                total++;
                if (Math.Abs(Dot(x, y)) >= observed) hits++;
                counter[i]++;
                i = 1;
            }
            else
            {
                counter[i++] = 0;
            }
        }

        return (double)hits / total;
    }
}
