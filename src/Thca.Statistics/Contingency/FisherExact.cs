using MathNet.Numerics.RootFinding;
using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;

namespace Thca.Statistics.Contingency;

/// <summary>Fisher's exact test of a 2 x 2 table: hypergeometric in the first cell, margins fixed.</summary>
public static class FisherExact
{
    private const double Slack = 1 + 1e-7;

    /// <summary>Tests independence and estimates the odds ratio.</summary>
    /// <param name="table">A 2 x 2 table.</param>
    /// <param name="alternative">Default two-sided: the probability of all tables no more likely than the observed one (up to 1e-7 relative).</param>
    /// <param name="level">Confidence level of the odds ratio's interval; default 0.95.</param>
    /// <exception cref="ArgumentException">The table is not 2 x 2.</exception>
    public static FisherExactResult Test(ContingencyTable table, Alternative alternative = Alternative.TwoSided, double level = 0.95)
    {
        if (table.Rows != 2 || table.Columns != 2) throw new ArgumentException($"A 2 x 2 table is needed, this one is {table.Rows} x {table.Columns}.", nameof(table));
        int a = table[0, 0], b = table[0, 1], c = table[1, 0], d = table[1, 1];
        var first = new FirstCell(a + b, c + d, a + c);
        double[] p = first.Probabilities(0);
        int at = a - first.Minimum;
        double observed = p[at];
        double tail = 0, mid = 0;
        for (int i = 0; i < p.Length; i++)
        {
            bool counts = alternative switch { Alternative.Less => i <= at, Alternative.Greater => i >= at, _ => p[i] <= observed * Slack };
            if (!counts) continue;
            tail += p[i];
            bool tied = alternative == Alternative.TwoSided ? p[i] >= observed / Slack : i == at;
            mid += tied ? p[i] / 2 : p[i];
        }

        (double lower, double upper) = Limits(first, a, (1 - level) / 2);
        return new FisherExactResult(Math.Min(1, tail), Math.Min(1, mid), (double)a * d / ((double)b * c), Estimate(first, a), lower, upper);
    }

    private static double Estimate(FirstCell first, int a)
    {
        if (first.Minimum == first.Maximum) return double.NaN;
        if (a == first.Minimum) return 0;
        return a == first.Maximum ? double.PositiveInfinity : Math.Exp(Root(log => first.Mean(log) - a));
    }

    private static (double Lower, double Upper) Limits(FirstCell first, int a, double tail)
    {
        double lower = a == first.Minimum ? 0 : Math.Exp(Root(log => first.Tail(log, a, upper: true) - tail));
        double upper = a == first.Maximum ? double.PositiveInfinity : Math.Exp(Root(log => tail - first.Tail(log, a, upper: false)));
        return (lower, upper);
    }

    /// <summary>Zero of an increasing function of the log odds ratio.</summary>
    private static double Root(Func<double, double> f)
    {
        double low = -1, high = 1;
        while (f(low) > 0 && low > -700) low *= 2;
        while (f(high) < 0 && high < 700) high *= 2;
        return Brent.FindRoot(f, low, high, 1e-12, 200);
    }

    /// <summary>Distribution of the first cell of a table with fixed margins under any odds ratio.</summary>
    private sealed class FirstCell
    {
        private readonly double[] _logWeights;

        public FirstCell(int row1, int row2, int column1)
        {
            (Minimum, Maximum) = (Math.Max(0, column1 - row2), Math.Min(row1, column1));
            _logWeights = [.. Enumerable.Range(Minimum, Maximum - Minimum + 1).Select(x => LogFactorial.Binomial(row1, x) + LogFactorial.Binomial(row2, column1 - x))];
        }

        public int Minimum { get; }

        public int Maximum { get; }

        public double[] Probabilities(double logOdds)
        {
            double[] p = [.. _logWeights.Select((w, i) => w + logOdds * (Minimum + i))];
            double largest = p.Max();
            for (int i = 0; i < p.Length; i++) p[i] = Math.Exp(p[i] - largest);
            double total = p.Sum();
            for (int i = 0; i < p.Length; i++) p[i] /= total;
            return p;
        }

        public double Mean(double logOdds) => Probabilities(logOdds).Select((p, i) => p * (Minimum + i)).Sum();

        public double Tail(double logOdds, int a, bool upper) =>
            Probabilities(logOdds).Where((_, i) => upper ? Minimum + i >= a : Minimum + i <= a).Sum();
    }
}
