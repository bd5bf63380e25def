using Thca.Core.Randomness;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>The test of Jonckheere (1954) and Terpstra (1952) for a trend of a variable over ordered groups, two-sided. The statistic is J, positive trend = later groups are higher.</summary>
public static class JonckheereTerpstra
{
    private const string Name = "Jonckheere-Terpstra";

    /// <summary>Tests by permutation of the group labels.</summary>
    /// <param name="groups">Values per group in order; NaN entries are left out.</param>
    /// <param name="stream">Where the permutations come from.</param>
    /// <param name="replicates">Number of permutations.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>J = Σ over pairs of groups of U, ties counting one half; p = (1 + hits)/(1 + replicates).</returns>
    public static HypothesisTestResult Permutation(IReadOnlyList<double[]> groups, RandomStream stream, int replicates = 99_999, CancellationToken ct = default)
    {
        double[][] g = [.. groups.Select(x => Finite.Observed(x)).Where(x => x.Length > 0)];
        if (g.Length < 2) return HypothesisTestResult.Undefined(Name, "Two groups with values are needed.");
        int[] sizes = [.. g.Select(x => x.Length)];
        double[] pooled = [.. g.SelectMany(x => x)];
        int[] codes = Codes(pooled, out int levels);
        double expected = Expected(sizes), observed = Score(codes, sizes, levels), distance = Math.Abs(observed - expected);
        int hits = 0;
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            if ((replicate & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
            stream.Shuffle(codes.AsSpan());
            if (Math.Abs(Score(codes, sizes, levels) - expected) >= distance - 1e-9) hits++;
        }

        return new HypothesisTestResult { Method = $"{Name}, permutation", Statistic = observed, PValue = (1.0 + hits) / (1.0 + replicates) };
    }

    /// <summary>(N² - Σ n²)/4.</summary>
    private static double Expected(int[] sizes)
    {
        double n = sizes.Sum();
        return (n * n - sizes.Sum(s => (double)s * s)) / 4;
    }

    private static double Score(ReadOnlySpan<int> codes, int[] sizes, int levels)
    {
        var earlier = new int[levels];
        double score = 0;
        int start = 0;
        foreach (int size in sizes)
        {
            ReadOnlySpan<int> group = codes.Slice(start, size);
            foreach (int code in group)
            {
                int below = 0;
                for (int l = 0; l < code; l++) below += earlier[l];
                score += below + earlier[code] / 2.0;
            }

            foreach (int code in group) earlier[code]++;
            start += size;
        }

        return score;
    }

    private static int[] Codes(double[] values, out int levels)
    {
        double[] distinct = [.. values.Distinct().Order()];
        levels = distinct.Length;
        return Array.ConvertAll(values, v => Array.BinarySearch(distinct, v));
    }
}
