using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;

namespace Thca.Statistics.Contingency;

/// <summary>
/// The exact test of tables of any size (Freeman and Halton, 1951): the probability, margins fixed, of all tables no more likely than the
/// observed one. Enumerates column by column; beyond the limit it permutes labels with a fixed seed.
/// </summary>
public static class FisherFreemanHalton
{
    private const double Slack = 1e-7;
    private const string Name = "Fisher-Freeman-Halton";

    /// <summary>Tests whether rows and columns are independent. Empty rows and columns are dropped.</summary>
    /// <param name="table">The counts.</param>
    /// <param name="options">Limits; default as documented there.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static HypothesisTestResult Test(ContingencyTable table, FreemanHaltonOptions? options = null, CancellationToken ct = default)
    {
        options ??= new FreemanHaltonOptions();
        options.Validate();
        ContingencyTable t = table.WithoutEmpty();
        if (t.Total == 0) return HypothesisTestResult.Undefined(Name, "The table holds no observation.");
        if (t.Rows == 1 || t.Columns == 1) return new HypothesisTestResult { Method = $"{Name}, exact", PValue = 1 };
        var enumeration = new Enumeration(t, options.MaximumTables, ct);
        return enumeration.Run()
            ? new HypothesisTestResult { Method = $"{Name}, exact", PValue = Math.Min(1, enumeration.Probability) }
            : new HypothesisTestResult { Method = $"{Name}, Monte Carlo", PValue = MonteCarlo(t, options, ct) };
    }

    /// <summary>Sum of ln n! over the cells; the probability of a table falls with it.</summary>
    private static double LogCells(ReadOnlySpan<int> cells, double[] logFactorial)
    {
        double sum = 0;
        foreach (int c in cells) sum += logFactorial[c];
        return sum;
    }

    private static double MonteCarlo(ContingencyTable t, FreemanHaltonOptions options, CancellationToken ct)
    {
        double[] logFactorial = LogFactorial.Table(t.Total);
        int[] rows = Labels(t.RowSums()), columns = Labels(t.ColumnSums()), cells = new int[t.Rows * t.Columns];
        double observed = LogCells([.. from r in Enumerable.Range(0, t.Rows) from c in Enumerable.Range(0, t.Columns) select t[r, c]], logFactorial);
        var stream = options.Seed.Stream("freeman-halton");
        int extreme = 0;
        for (int replicate = 0; replicate < options.Replicates; replicate++)
        {
            ct.ThrowIfCancellationRequested();
            stream.Shuffle<int>(columns);
            Array.Clear(cells);
            for (int i = 0; i < rows.Length; i++) cells[rows[i] * t.Columns + columns[i]]++;
            if (LogCells(cells, logFactorial) >= observed - Slack) extreme++;
        }

        return (1.0 + extreme) / (1.0 + options.Replicates);
    }

    private static int[] Labels(int[] sums) => [.. sums.SelectMany((n, label) => Enumerable.Repeat(label, n))];

    private sealed class Enumeration
    {
        private readonly int[] _columns;
        private readonly int[] _left;
        private readonly double[] _logFactorial;
        private readonly double _constant;
        private readonly double _observed;
        private readonly int _limit;
        private readonly CancellationToken _ct;
        private int _tables;

        public Enumeration(ContingencyTable t, int limit, CancellationToken ct)
        {
            // Fewer rows than columns keeps the recursion inside a column short.
            bool turn = t.Rows > t.Columns;
            _columns = turn ? t.RowSums() : t.ColumnSums();
            _left = turn ? t.ColumnSums() : t.RowSums();
            (_limit, _ct, _logFactorial) = (limit, ct, LogFactorial.Table(t.Total));
            _constant = _left.Sum(n => _logFactorial[n]) + _columns.Sum(n => _logFactorial[n]) - _logFactorial[t.Total];
            for (int r = 0; r < t.Rows; r++)
                for (int c = 0; c < t.Columns; c++) _observed += _logFactorial[t[r, c]];
        }

        public double Probability { get; private set; }

        public bool Run() => Cell(0, 0, _columns[0], 0);

        /// <summary>Fills cell (row, column) with every possible count and goes on; the last row and the last column follow from the margins.</summary>
        private bool Cell(int column, int row, int open, double log)
        {
            if (column == _columns.Length - 1)
            {
                foreach (int n in _left) log += _logFactorial[n];
                return Finish(log);
            }

            if (row == _left.Length - 1)
            {
                if (open > _left[row]) return true;
                _left[row] -= open;
                bool done = Cell(column + 1, 0, _columns[column + 1], log + _logFactorial[open]);
                _left[row] += open;
                return done;
            }

            int room = 0;
            for (int r = row + 1; r < _left.Length; r++) room += _left[r];
            for (int n = Math.Max(0, open - room), most = Math.Min(open, _left[row]); n <= most; n++)
            {
                _left[row] -= n;
                bool done = Cell(column, row + 1, open - n, log + _logFactorial[n]);
                _left[row] += n;
                if (!done) return false;
            }

            return true;
        }

        private bool Finish(double log)
        {
            if (++_tables > _limit) return false;
            if ((_tables & 0xFFFF) == 0) _ct.ThrowIfCancellationRequested();
            if (log >= _observed - Slack) Probability += Math.Exp(_constant - log);
            return true;
        }
    }
}
