using Thca.Core.Randomness;

namespace Thca.Statistics.Contingency;

/// <summary>
/// The permutation distribution of a table with two rows and ordered columns, margins fixed: one pass gives the exact Mann-Whitney test with
/// ties, the exact trend test, the exact chi-square test and the Fisher-Freeman-Halton test. A first row a has weight Π C(c_j, a_j).
/// </summary>
public static class TwoRowPermutation
{
    private const double LikelihoodSlack = 1e-7;
    private const double StatisticSlack = 1e-9;

    /// <summary>Tests whether the rows have the same distribution over the columns.</summary>
    /// <param name="first">Counts of the row of interest.</param>
    /// <param name="second">Counts of the other row.</param>
    /// <param name="scores">Score of every column for the trend; empty means 0, 1, 2, …</param>
    /// <param name="options">Limits; default as documented there.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>p = 1 throughout when a row is empty or only one column occurs.</returns>
    /// <exception cref="ArgumentException">The rows or scores differ in length, or a count is negative.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TwoRowPermutationResult Test(
        ReadOnlySpan<int> first,
        ReadOnlySpan<int> second,
        ReadOnlySpan<double> scores = default,
        TwoRowPermutationOptions? options = null,
        CancellationToken ct = default)
    {
        options ??= new TwoRowPermutationOptions();
        options.Validate();
        Margins margins = Margins.Of(first, second, scores);
        double tables = margins.CountTables();
        return tables <= options.MaximumTables
            ? new Enumeration(margins, ct).Run(tables)
            : Random(margins, tables, options, ct);
    }

    private static TwoRowPermutationResult Random(Margins m, double tables, TwoRowPermutationOptions options, CancellationToken ct)
    {
        int[] columns = [.. m.Totals.SelectMany((c, j) => Enumerable.Repeat(j, c))];
        var row = new int[m.Totals.Length];
        RandomStream stream = options.Seed.Stream("two-row permutation", options.Item);
        int midrank = 0, trend = 0, chi = 0, halton = 0;
        for (int replicate = 0; replicate < options.Replicates; replicate++)
        {
            if ((replicate & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
            Array.Clear(row);
            // A partial shuffle draws the first row without replacement.
            for (int i = 0; i < m.RowTotal; i++)
            {
                int j = i + stream.NextInt(columns.Length - i);
                (columns[i], columns[j]) = (columns[j], columns[i]);
                row[columns[i]]++;
            }

            Statistics s = m.Compute(row);
            if (m.MidrankExtreme(s)) midrank++;
            if (m.TrendExtreme(s)) trend++;
            if (m.ChiExtreme(s)) chi++;
            if (m.Unlikely(s)) halton++;
        }

        double P(int hits) => (1.0 + hits) / (1.0 + options.Replicates);
        return new TwoRowPermutationResult
        {
            PMidrank = P(midrank), PTrend = P(trend), PChiSquared = P(chi), PFreemanHalton = P(halton), PFreemanHaltonMid = double.NaN,
            Tables = tables, Exact = false, Replicates = options.Replicates,
        };
    }

    /// <summary>Doubled midrank sum, score sum, Σ a²/c (which orders tables as Pearson's statistic does) and log weight of a first row.</summary>
    private readonly record struct Statistics(long DoubledRanks, double Trend, double Squares, double LogWeight);

    private sealed class Margins
    {
        private readonly Statistics _observed;
        private readonly long _doubledExpectation;
        private readonly double _trendExpectation;

        private Margins(int[] totals, int[] row, double[] scores)
        {
            (Totals, Scores, RowTotal, Total) = (totals, scores, row.Sum(), totals.Sum());
            DoubledMidranks = new long[totals.Length];
            long before = 0;
            for (int j = 0; j < totals.Length; before += totals[j++]) DoubledMidranks[j] = 2 * before + totals[j] + 1;
            LogWeights = [.. totals.Select(c => Enumerable.Range(0, c + 1).Select(a => Distributions.LogFactorial.Binomial(c, a)).ToArray())];
            _observed = Compute(row);
            _doubledExpectation = (long)RowTotal * (Total + 1);
            double sum = 0;
            for (int j = 0; j < totals.Length; j++) sum += scores[j] * totals[j];
            _trendExpectation = Total == 0 ? 0 : sum * RowTotal / Total;
        }

        public int[] Totals { get; }

        public double[] Scores { get; }

        public int RowTotal { get; }

        public int Total { get; }

        public long[] DoubledMidranks { get; }

        public double[][] LogWeights { get; }

        /// <summary>The columns that occur.</summary>
        public static Margins Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<double> scores)
        {
            if (first.Length != second.Length || (scores.Length > 0 && scores.Length != first.Length))
                throw new ArgumentException($"{first.Length} and {second.Length} counts and {scores.Length} scores do not match.", nameof(second));
            var totals = new List<int>();
            var row = new List<int>();
            var kept = new List<double>();
            for (int j = 0; j < first.Length; j++)
            {
                if (first[j] < 0 || second[j] < 0) throw new ArgumentException(FormattableString.Invariant($"Count {Math.Min(first[j], second[j])} in column {j + 1} is negative."), nameof(first));
                if (first[j] + second[j] == 0) continue;
                totals.Add(first[j] + second[j]);
                row.Add(first[j]);
                kept.Add(scores.Length > 0 ? scores[j] : j);
            }

            return new Margins([.. totals], [.. row], [.. kept]);
        }

        /// <summary>Number of first rows with this total, by convolution.</summary>
        public double CountTables()
        {
            var ways = new double[RowTotal + 1];
            ways[0] = 1;
            foreach (int c in Totals)
            {
                var next = new double[ways.Length];
                double window = 0;
                for (int n = 0; n < ways.Length; n++)
                {
                    window += ways[n];
                    if (n > c) window -= ways[n - c - 1];
                    next[n] = window;
                }

                ways = next;
            }

            return ways[RowTotal];
        }

        public Statistics Compute(ReadOnlySpan<int> row)
        {
            long ranks = 0;
            double trend = 0, squares = 0, weight = 0;
            for (int j = 0; j < row.Length; j++)
            {
                ranks += DoubledMidranks[j] * row[j];
                trend += Scores[j] * row[j];
                squares += (double)row[j] * row[j] / Totals[j];
                weight += LogWeights[j][row[j]];
            }

            return new Statistics(ranks, trend, squares, weight);
        }

        public bool MidrankExtreme(Statistics s) => Math.Abs(s.DoubledRanks - _doubledExpectation) >= Math.Abs(_observed.DoubledRanks - _doubledExpectation);

        public bool TrendExtreme(Statistics s)
        {
            double observed = Math.Abs(_observed.Trend - _trendExpectation);
            return Math.Abs(s.Trend - _trendExpectation) >= observed - StatisticSlack * (1 + observed);
        }

        public bool ChiExtreme(Statistics s) => s.Squares >= _observed.Squares - StatisticSlack * (1 + _observed.Squares);

        public bool Unlikely(Statistics s) => s.LogWeight <= _observed.LogWeight + LikelihoodSlack;

        public bool AsLikely(Statistics s) => Math.Abs(s.LogWeight - _observed.LogWeight) <= LikelihoodSlack;
    }

    private sealed class Enumeration(Margins margins, CancellationToken ct)
    {
        private readonly double _scale = Distributions.LogFactorial.Binomial(margins.Total, margins.RowTotal);
        private readonly int[] _room = Room(margins.Totals);
        private double _midrank;
        private double _trend;
        private double _chi;
        private double _halton;
        private double _equal;
        private double _all;
        private long _visited;

        public TwoRowPermutationResult Run(double tables)
        {
            Visit(0, margins.RowTotal, default);
            double P(double weight) => Math.Min(1, weight / _all);
            return new TwoRowPermutationResult
            {
                PMidrank = P(_midrank), PTrend = P(_trend), PChiSquared = P(_chi), PFreemanHalton = P(_halton), PFreemanHaltonMid = P(_halton - _equal / 2),
                Tables = tables, Exact = true, Replicates = 0,
            };
        }

        private static int[] Room(int[] totals)
        {
            var room = new int[totals.Length + 1];
            for (int j = totals.Length - 1; j >= 0; j--) room[j] = room[j + 1] + totals[j];
            return room;
        }

        private void Visit(int column, int open, Statistics s)
        {
            if (column == margins.Totals.Length)
            {
                Add(s);
                return;
            }

            int c = margins.Totals[column];
            for (int a = Math.Max(0, open - _room[column + 1]), most = Math.Min(c, open); a <= most; a++)
            {
                Visit(column + 1, open - a, new Statistics(
                    s.DoubledRanks + margins.DoubledMidranks[column] * a,
                    s.Trend + margins.Scores[column] * a,
                    s.Squares + (double)a * a / c,
                    s.LogWeight + margins.LogWeights[column][a]));
            }
        }

        private void Add(Statistics s)
        {
            if ((++_visited & 0xFFFF) == 0) ct.ThrowIfCancellationRequested();
            double p = Math.Exp(s.LogWeight - _scale);
            _all += p;
            if (margins.MidrankExtreme(s)) _midrank += p;
            if (margins.TrendExtreme(s)) _trend += p;
            if (margins.ChiExtreme(s)) _chi += p;
            if (margins.Unlikely(s)) _halton += p;
            if (margins.AsLikely(s)) _equal += p;
        }
    }
}
