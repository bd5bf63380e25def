using Thca.Statistics.Distributions;
using Thca.Statistics.Summaries;

namespace Thca.Statistics.Correlation;

/// <summary>Kendall's tau-b; interval from Fisher's z with the variance 0.437/(n - 4) of Fieller, Hartley and Pearson (1957).</summary>
public static class KendallCorrelation
{
    private const string Name = "Kendall tau-b";

    /// <summary>Correlates two variables.</summary>
    /// <param name="x">First variable; a pair with NaN is left out.</param>
    /// <param name="y">Second variable.</param>
    /// <param name="method">How p is computed; default automatic. Tied data always use the normal approximation.</param>
    /// <param name="level">Confidence level of the interval; default 0.95.</param>
    public static CorrelationResult Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> y, KendallMethod method = KendallMethod.Auto, double level = 0.95)
    {
        (double[] a, double[] b) = Finite.Pairs(x, y);
        int n = a.Length;
        if (n < 2) return CorrelationResult.Undefined(Name, n, $"At least two complete pairs are needed, there are {n}.");
        Ties tx = Ties.Of(a), ty = Ties.Of(b);
        (long score, long discordant) = Score(a, b);
        double pairs = n * (n - 1.0) / 2, scale = Math.Sqrt(pairs - tx.Pairs) * Math.Sqrt(pairs - ty.Pairs);
        if (!(scale > 0)) return CorrelationResult.Undefined(Name, n, "A variable is constant.");
        double tau = Math.Clamp(score / scale, -1, 1);
        long fewer = Math.Min(discordant, (long)pairs - discordant);
        bool untied = tx.Pairs == 0 && ty.Pairs == 0;
        bool exact = untied && (method == KendallMethod.Exact || (method == KendallMethod.Auto && (n <= 33 || fewer <= 1)));
        double z = Math.Atanh(tau), half = n > 4 ? NormalDistribution.Quantile(1 - (1 - level) / 2) * Math.Sqrt(0.437 / (n - 4)) : double.NaN;
        return new CorrelationResult
        {
            Method = Name, Coefficient = tau, Count = n,
            PValue = exact ? ExactP(n, fewer) : NormalDistribution.TwoSided(score / Math.Sqrt(Variance(n, tx, ty))),
            Lower = Math.Abs(tau) == 1 ? tau : Math.Tanh(z - half), Upper = Math.Abs(tau) == 1 ? tau : Math.Tanh(z + half),
        };
    }

    private static (long Score, long Discordant) Score(double[] a, double[] b)
    {
        long concordant = 0, discordant = 0;
        for (int i = 1; i < a.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int sign = Math.Sign(a[i] - a[j]) * Math.Sign(b[i] - b[j]);
                if (sign > 0) concordant++;
                if (sign < 0) discordant++;
            }
        }

        return (concordant - discordant, discordant);
    }

    private static double Variance(double n, Ties x, Ties y) =>
        (n * (n - 1) * (2 * n + 5) - x.V0 - y.V0) / 18
        + x.V1 * y.V1 / (2 * n * (n - 1))
        + (n > 2 ? x.V2 * y.V2 / (9 * n * (n - 1) * (n - 2)) : 0);

    /// <summary>Twice the share of permutations with at most this many inversions (Mahonian numbers).</summary>
    private static double ExactP(int n, long inversions)
    {
        var share = new double[inversions + 1];
        share[0] = 1;
        for (int size = 2; size <= n; size++)
        {
            // A further element brings 0 to size-1 inversions, each with probability 1/size.
            double window = 0;
            var next = new double[share.Length];
            for (int c = 0; c < share.Length; c++)
            {
                window += share[c];
                if (c >= size) window -= share[c - size];
                next[c] = window / size;
            }

            share = next;
        }

        return Math.Min(1, 2 * share.Sum());
    }

    private readonly record struct Ties(double Pairs, double V0, double V1, double V2)
    {
        public static Ties Of(double[] values)
        {
            Ties sum = default;
            foreach (int size in Ranks.Of(values).TieSizes)
            {
                double t = size;
                sum = new Ties(sum.Pairs + t * (t - 1) / 2, sum.V0 + t * (t - 1) * (2 * t + 5), sum.V1 + t * (t - 1), sum.V2 + t * (t - 1) * (t - 2));
            }

            return sum;
        }
    }
}
