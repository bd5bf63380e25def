using Thca.Core.Randomness;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Correlation;

/// <summary>
/// The test of Mantel (1967): whether items that are far apart by one set of variables are far apart by another. The statistic is Pearson's
/// correlation of the two sets of distances; p is one-sided (positive relation), by renumbering the items of one of them.
/// </summary>
public static class MantelTest
{
    private const string Name = "Mantel";

    /// <summary>Tests the relation.</summary>
    /// <param name="first">n x n distances, row by row, symmetric.</param>
    /// <param name="second">n x n distances of the same items.</param>
    /// <param name="stream">Where the renumberings come from.</param>
    /// <param name="replicates">Number of renumberings.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>p = (1 + hits)/(1 + replicates); a reason for fewer than four items or constant distances.</returns>
    /// <exception cref="ArgumentException">The matrices are not square or differ in size.</exception>
    public static HypothesisTestResult Test(ReadOnlySpan<double> first, ReadOnlySpan<double> second, RandomStream stream, int replicates = 9_999, CancellationToken ct = default)
    {
        int n = (int)Math.Round(Math.Sqrt(first.Length));
        if (n * n != first.Length || second.Length != first.Length) throw new ArgumentException($"{first.Length} and {second.Length} values are not two square matrices of one size.", nameof(second));
        if (n < 4) return HypothesisTestResult.Undefined(Name, $"At least four items are needed, there are {n}.");
        double[] a = Standardised(first, n), b = Standardised(second, n);
        if (a.Length == 0 || b.Length == 0) return HypothesisTestResult.Undefined(Name, "All distances of one set are the same.");
        int[] order = [.. Enumerable.Range(0, n)];
        double observed = Correlation(a, b, order, n);
        int hits = 0;
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            if ((replicate & 0x3FF) == 0) ct.ThrowIfCancellationRequested();
            stream.Shuffle(order.AsSpan());
            if (Correlation(a, b, order, n) >= observed - 1e-12) hits++;
        }

        return new HypothesisTestResult { Method = $"{Name}, permutation", Statistic = observed, PValue = (1.0 + hits) / (1.0 + replicates) };
    }

    private static double Correlation(double[] a, double[] b, int[] order, int n)
    {
        double sum = 0;
        for (int i = 1; i < n; i++)
        {
            int row = order[i] * n;
            for (int j = 0; j < i; j++) sum += a[i * n + j] * b[row + order[j]];
        }

        return sum;
    }

    /// <summary>The matrix with its lower triangle centred and of unit length; empty when constant.</summary>
    private static double[] Standardised(ReadOnlySpan<double> distances, int n)
    {
        var lower = new List<double>(n * (n - 1) / 2);
        for (int i = 1; i < n; i++)
            for (int j = 0; j < i; j++) lower.Add(distances[i * n + j]);
        double[] values = [.. lower];
        double mean = Moments.Mean(values), length = Math.Sqrt(Moments.Variance(values, 0) * values.Length);
        if (!(length > 1e-12 * Math.Abs(mean) * values.Length)) return [];
        var result = new double[n * n];
        for (int i = 0; i < result.Length; i++) result[i] = (distances[i] - mean) / length;
        return result;
    }
}
