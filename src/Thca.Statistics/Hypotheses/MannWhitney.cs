using Thca.Core.Randomness;
using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Hypotheses;

/// <summary>The Mann-Whitney U (Wilcoxon rank sum) test of two independent samples. The statistic is U of the first sample.</summary>
public static class MannWhitney
{
    /// <summary>Values in all up to which <see cref="MannWhitneyMethod.Auto"/> computes the exact distribution with ties.</summary>
    public const int ExactTiesLimit = 60;

    private const string Name = "Mann-Whitney U";

    /// <summary>Tests whether values of one sample tend to exceed those of the other.</summary>
    /// <param name="first">First sample; NaN entries are left out.</param>
    /// <param name="second">Second sample; NaN entries are left out.</param>
    /// <param name="method">How p is computed; default automatic.</param>
    /// <param name="alternative">Default two-sided.</param>
    /// <param name="continuity">Whether the normal approximation moves U by one half towards its mean; default true.</param>
    /// <returns>A result with a reason when a sample is empty.</returns>
    public static HypothesisTestResult Test(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        MannWhitneyMethod method = MannWhitneyMethod.Auto,
        Alternative alternative = Alternative.TwoSided,
        bool continuity = true)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        if (a.Length == 0 || b.Length == 0) return HypothesisTestResult.Undefined(Name, $"Both samples need a value, they have {a.Length} and {b.Length}.");
        Ranks ranks = Ranks.Of([.. a, .. b]);
        double u1 = Moments.Sum(ranks.Values[..a.Length]) - a.Length * (a.Length + 1) / 2.0;
        MannWhitneyMethod used = Resolve(method, Math.Min(a.Length, b.Length), a.Length + b.Length, ranks.HasTies);
        double p = used switch
        {
            MannWhitneyMethod.Exact when ranks.HasTies => ExactWithTies(ranks, a.Length, u1, alternative),
            MannWhitneyMethod.Exact or MannWhitneyMethod.ExactUntied => ExactUntied(a.Length, b.Length, u1, alternative),
            _ => AsymptoticP(ranks, a.Length, b.Length, u1, alternative, continuity),
        };
        return new HypothesisTestResult { Method = $"{Name}, {(used == MannWhitneyMethod.Asymptotic ? "asymptotic" : "exact")}", Statistic = u1, PValue = p };
    }

    /// <summary>The test by random assignments of the pooled midranks to the two samples, two-sided: p = (1 + hits)/(1 + replicates).</summary>
    /// <param name="first">First sample; NaN entries are left out.</param>
    /// <param name="second">Second sample; NaN entries are left out.</param>
    /// <param name="stream">Where the assignments come from.</param>
    /// <param name="replicates">Number of assignments.</param>
    /// <param name="ct">Cancels the work.</param>
    public static HypothesisTestResult Permutation(ReadOnlySpan<double> first, ReadOnlySpan<double> second, RandomStream stream, int replicates = 100_000, CancellationToken ct = default)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        if (a.Length == 0 || b.Length == 0) return HypothesisTestResult.Undefined(Name, $"Both samples need a value, they have {a.Length} and {b.Length}.");
        double[] pooled = Ranks.Of([.. a, .. b]).Values.ToArray();
        double expected = a.Length * (pooled.Length + 1) / 2.0, sum = Moments.Sum(pooled.AsSpan(0, a.Length)), observed = Math.Abs(sum - expected);
        double statistic = sum - a.Length * (a.Length + 1) / 2.0;
        int hits = 0;
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            if ((replicate & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
            sum = 0;
            for (int i = 0; i < a.Length; i++)
            {
                int j = i + stream.NextInt(pooled.Length - i);
                (pooled[i], pooled[j]) = (pooled[j], pooled[i]);
                sum += pooled[i];
            }

            if (Math.Abs(sum - expected) >= observed - 1e-9) hits++;
        }

        return new HypothesisTestResult { Method = $"{Name}, permutation", Statistic = statistic, PValue = (1.0 + hits) / (1.0 + replicates) };
    }

    /// <summary>The smallest two-sided exact p-value that any assignment of these values to samples of these sizes could give; NaN when a sample is empty.</summary>
    public static double SmallestAttainable(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        if (a.Length == 0 || b.Length == 0) return double.NaN;
        double[] ascending = Ranks.Of(Quantiles.Sorted([.. a, .. b])).Values.ToArray();
        double middle = a.Length * (ascending.Length + 1) / 2.0, lowest = Moments.Sum(ascending.AsSpan(0, a.Length)), highest = Moments.Sum(ascending.AsSpan(b.Length));
        // The most extreme assignment puts the smallest or the largest values together.
        return middle - lowest >= highest - middle
            ? Test(ascending.AsSpan(0, a.Length), ascending.AsSpan(a.Length), MannWhitneyMethod.Exact).PValue
            : Test(ascending.AsSpan(b.Length), ascending.AsSpan(0, b.Length), MannWhitneyMethod.Exact).PValue;
    }

    /// <summary>Probability that a value of the first sample exceeds one of the second, ties counting one half: U1 / (n1·n2).</summary>
    public static double ProbabilityOfSuperiority(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        if (a.Length == 0 || b.Length == 0) return double.NaN;
        Ranks ranks = Ranks.Of([.. a, .. b]);
        return (Moments.Sum(ranks.Values[..a.Length]) - a.Length * (a.Length + 1) / 2.0) / ((double)a.Length * b.Length);
    }

    /// <summary>The Hodges-Lehmann shift: the median of all differences between a value of the first sample and one of the second.</summary>
    public static double HodgesLehmannShift(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        var differences = new double[a.Length * b.Length];
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < b.Length; j++) differences[i * b.Length + j] = a[i] - b[j];
        return Quantiles.Of(differences, 0.5);
    }

    /// <summary>Two-sided p of a value of U without ties: exact up to <see cref="ExactTiesLimit"/> values in all, else asymptotic with continuity correction.</summary>
    internal static double UntiedP(int first, int second, double u) => first + second <= ExactTiesLimit
        ? ExactUntied(first, second, u, Alternative.TwoSided)
        : AsymptoticP(Ranks.Of([.. Enumerable.Range(0, first + second).Select(i => (double)i)]), first, second, u, Alternative.TwoSided, continuity: true);

    private static MannWhitneyMethod Resolve(MannWhitneyMethod method, int smaller, int total, bool ties) => method switch
    {
        MannWhitneyMethod.Auto or MannWhitneyMethod.SciPyAuto when smaller <= 8 && !ties => MannWhitneyMethod.Exact,
        MannWhitneyMethod.Auto when ties && total <= ExactTiesLimit => MannWhitneyMethod.Exact,
        MannWhitneyMethod.Auto or MannWhitneyMethod.SciPyAuto => MannWhitneyMethod.Asymptotic,
        _ => method,
    };

    private static double AsymptoticP(Ranks ranks, int n1, int n2, double u1, Alternative alternative, bool continuity)
    {
        double n = n1 + n2, product = (double)n1 * n2, mean = product / 2;
        double s = Math.Sqrt(product / 12 * (n + 1 - ranks.TieSum / (n * (n - 1))));
        if (!(s > 0)) return 1;
        double shift = continuity ? 0.5 : 0;
        return alternative switch
        {
            Alternative.Greater => NormalDistribution.UpperTail((u1 - mean - shift) / s),
            Alternative.Less => NormalDistribution.UpperTail((product - u1 - mean - shift) / s),
            _ => Math.Min(1, 2 * NormalDistribution.UpperTail((Math.Max(u1, product - u1) - mean - shift) / s)),
        };
    }

    private static double ExactUntied(int n1, int n2, double u1, Alternative alternative)
    {
        double u2 = (double)n1 * n2 - u1;
        double u = alternative switch { Alternative.Greater => u1, Alternative.Less => u2, _ => Math.Max(u1, u2) };
        double[] counts = UntiedCounts(n1, n2);
        double tail = UpperTail(counts, (int)Math.Floor(u));
        return alternative == Alternative.TwoSided ? Math.Min(1, 2 * tail) : tail;
    }

    /// <summary>Number of arrangements with every value of U: f(u; a, b) = f(u-b; a-1, b) + f(u; a, b-1).</summary>
    private static double[] UntiedCounts(int n1, int n2)
    {
        var table = new double[n2 + 1][];
        for (int b = 0; b <= n2; b++) table[b] = [1];
        for (int a = 1; a <= n1; a++)
        {
            double[][] previous = table;
            table = new double[n2 + 1][];
            table[0] = [1];
            for (int b = 1; b <= n2; b++)
            {
                var row = new double[a * b + 1];
                table[b - 1].CopyTo(row, 0);
                for (int u = 0; u < previous[b].Length; u++) row[u + b] += previous[b][u];
                table[b] = row;
            }
        }

        return table[n2];
    }

    private static double UpperTail(double[] counts, int from)
    {
        double tail = 0, total = 0;
        for (int u = counts.Length - 1; u >= 0; u--)
        {
            total += counts[u];
            if (u >= from) tail += counts[u];
        }

        return tail / total;
    }

    /// <summary>Permutation distribution of the doubled midrank sum of the first sample, built group of ties by group of ties.</summary>
    private static double ExactWithTies(Ranks ranks, int n1, double u1, Alternative alternative)
    {
        int n = ranks.Values.Length, largest = n1 * (2 * n - n1 + 1);
        double[][] weights = [.. Enumerable.Range(0, n1 + 1).Select(_ => new double[largest + 1])];
        weights[0][0] = 1;
        int below = 0;
        foreach (int size in ranks.TieSizes)
        {
            int doubled = 2 * below + size + 1;
            AddGroup(weights, size, doubled);
            below += size;
        }

        int observed = (int)Math.Round(2 * u1) + n1 * (n1 + 1), mean = n1 * (n + 1);
        double tail = 0, total = 0;
        for (int s = 0; s <= largest; s++)
        {
            double w = weights[n1][s];
            total += w;
            bool counts = alternative switch
            {
                Alternative.Greater => s >= observed,
                Alternative.Less => s <= observed,
                _ => Math.Abs(s - mean) >= Math.Abs(observed - mean),
            };
            if (counts) tail += w;
        }

        return Math.Min(1, tail / total);
    }

    private static void AddGroup(double[][] weights, int size, int doubledRank)
    {
        for (int chosen = weights.Length - 1; chosen >= 1; chosen--)
        {
            double[] target = weights[chosen];
            for (int take = 1; take <= Math.Min(size, chosen); take++)
            {
                double ways = Math.Round(Math.Exp(LogFactorial.Binomial(size, take)));
                double[] source = weights[chosen - take];
                for (int s = target.Length - 1; s >= take * doubledRank; s--) target[s] += ways * source[s - take * doubledRank];
            }
        }
    }
}
