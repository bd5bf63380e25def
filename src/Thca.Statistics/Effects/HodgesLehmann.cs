using Thca.Statistics.Summaries;

namespace Thca.Statistics.Effects;

/// <summary>The Hodges-Lehmann shift between two samples with its interval from the Mann-Whitney distribution.</summary>
public sealed record HodgesLehmann
{
    /// <summary>Values in all up to which the interval is exact where nothing is tied.</summary>
    public const int ExactLimit = 60;

    /// <summary>Median of all differences first - second.</summary>
    public required double Shift { get; init; }

    /// <summary>Lower limit.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper limit.</summary>
    public required double Upper { get; init; }

    /// <summary>Rank q of the lower limit among the sorted differences; the upper limit is the q-th from above.</summary>
    public required int Rank { get; init; }

    /// <summary>Coverage of the exact interval; NaN where it is asymptotic.</summary>
    public required double AchievedLevel { get; init; }

    /// <summary>Compares two samples; NaN entries are left out. Everything is NaN when a sample is empty.</summary>
    public static HodgesLehmann Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double level = 0.95)
    {
        double[] a = Finite.Observed(first), b = Finite.Observed(second);
        if (a.Length == 0 || b.Length == 0)
            return new HodgesLehmann { Shift = double.NaN, Lower = double.NaN, Upper = double.NaN, Rank = 0, AchievedLevel = double.NaN };
        var differences = new double[a.Length * b.Length];
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < b.Length; j++) differences[i * b.Length + j] = a[i] - b[j];
        Array.Sort(differences);
        Ranks ranks = Ranks.Of([.. a, .. b]);
        bool exact = !ranks.HasTies && a.Length + b.Length <= ExactLimit;
        (int q, double achieved) = exact ? ExactRank(a.Length, b.Length, level) : (AsymptoticRank(a.Length, b.Length, ranks.TieSum, level), double.NaN);
        return new HodgesLehmann
        {
            Shift = Quantiles.OfSorted(differences, 0.5), Lower = differences[q - 1], Upper = differences[^q], Rank = q, AchievedLevel = achieved,
        };
    }

    /// <summary>The smallest u with P(U ≤ u) ≥ α/2, at least 1; coverage 1 - 2·P(U ≤ q-1).</summary>
    private static (int Rank, double Achieved) ExactRank(int n1, int n0, double level)
    {
        double[] share = Distribution(n1, n0);
        double below = 0;
        int u = 0;
        while (u < share.Length && below + share[u] < (1 - level) / 2) below += share[u++];
        if (u == 0) return (1, 1 - 2 * share[0]);
        return (u, 1 - 2 * below);
    }

    /// <summary>P(U = u) without ties: the coefficients of the Gaussian binomial, divided by their sum.</summary>
    private static double[] Distribution(int n1, int n0)
    {
        int top = n1 * n0;
        var p = new double[top + 1];
        p[0] = 1;
        for (int i = 1; i <= n1; i++)
        {
            // Multiply by (1 - q^(n0+i)) and divide by (1 - q^i); scaling by i/(n0+i) keeps the sum at one.
            for (int u = top; u >= n0 + i; u--) p[u] -= p[u - n0 - i];
            for (int u = i; u <= top; u++) p[u] += p[u - i];
            for (int u = 0; u <= top; u++) p[u] *= (double)i / (n0 + i);
        }

        return p;
    }

    private static int AsymptoticRank(int n1, int n0, double tieSum, double level)
    {
        double n = n1 + n0, m = (double)n1 * n0;
        double variance = m / 12 * (n + 1 - (n > 1 ? tieSum / (n * (n - 1)) : 0));
        int q = (int)Math.Round(m / 2 - ProportionInterval.Z(level) * Math.Sqrt(variance));
        return Math.Clamp(q, 1, (int)m);
    }
}
