using Thca.Modeling.Runtime.Calibration;

namespace Thca.Modeling.Calibration;

/// <summary>
/// Precomputes both isotonic fits of the inductive Venn-Abers predictor for every score there can be: at each distinct calibration score and in each gap
/// between two. All comparisons are between whole numbers, so ties are exact.
/// </summary>
internal sealed class VennAbers
{
    private readonly double[] _scores;
    private readonly long[] _rows;
    private readonly long[] _events;
    private readonly int[] _firstOfBlock;
    private readonly int[] _lastOfBlock;

    private VennAbers(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcome)
    {
        double[] sorted = scores.ToArray();
        bool[] events = outcome.ToArray();
        Array.Sort(sorted, events);
        List<double> distinct = [];
        List<long> rows = [0], sums = [0];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                distinct.Add(sorted[i]);
                rows.Add(rows[^1]);
                sums.Add(sums[^1]);
            }

            rows[^1]++;
            if (events[i]) sums[^1]++;
        }

        (_scores, _rows, _events) = ([.. distinct], [.. rows], [.. sums]);
        (_firstOfBlock, _lastOfBlock) = (FirstOfBlocks(), LastOfBlocks());
    }

    /// <summary>Fits the map to scores and outcomes of models that did not see the rows.</summary>
    /// <param name="scores">Finite scores, at least one.</param>
    /// <param name="outcome">Outcomes.</param>
    public static VennAbersMap Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcome) => new VennAbers(scores, outcome).Map();

    private VennAbersMap Map()
    {
        int count = _scores.Length;
        double[] lower = new double[2 * count + 1], upper = new double[2 * count + 1];
        for (int cell = 0; cell < lower.Length; cell++)
        {
            int left = cell / 2, right = (cell + 1) / 2;
            (lower[cell], upper[cell]) = (Fitted(left, right, 0), Fitted(left, right, 1));
        }

        // A knot at which neither function changes is not needed.
        bool Changes(int knot) => lower[2 * knot] != lower[2 * knot + 2] || upper[2 * knot] != upper[2 * knot + 2];
        int[] kept = [.. Enumerable.Range(0, count).Where(Changes)];
        int[] cells = [0, .. kept.SelectMany(k => new[] { 2 * k + 1, 2 * k + 2 })];
        return new VennAbersMap([.. kept.Select(k => _scores[k])], [.. cells.Select(c => lower[c])], [.. cells.Select(c => upper[c])]);
    }

    /// <summary>
    /// The fit at a row that is added between the scores left of <paramref name="left"/> and those from <paramref name="right"/> on (equal to the score
    /// between them, if any): its block takes in neighbouring blocks as long as their means are out of order.
    /// </summary>
    private double Fitted(int left, int right, int outcome)
    {
        int from = left, to = right;
        long events = _events[to] - _events[from] + outcome, rows = _rows[to] - _rows[from] + 1;
        while (true)
        {
            if (from > 0 && IsAtLeast(_firstOfBlock[from - 1], from, events, rows)) from = _firstOfBlock[from - 1];
            else if (to < _scores.Length && !IsAbove(to, _lastOfBlock[to] + 1, events, rows)) to = _lastOfBlock[to] + 1;
            else return (double)events / rows;
            (events, rows) = (_events[to] - _events[from] + outcome, _rows[to] - _rows[from] + 1);
        }
    }

    /// <summary>Per score the first score of its block when only the scores up to it are fitted.</summary>
    private int[] FirstOfBlocks()
    {
        var first = new int[_scores.Length];
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = i;
            while (first[i] > 0 && IsAtLeast(first[first[i] - 1], first[i], _events[i + 1] - _events[first[i]], _rows[i + 1] - _rows[first[i]])) first[i] = first[first[i] - 1];
        }

        return first;
    }

    /// <summary>Per score the last score of its block when only the scores from it on are fitted.</summary>
    private int[] LastOfBlocks()
    {
        var last = new int[_scores.Length];
        for (int i = last.Length - 1; i >= 0; i--)
        {
            last[i] = i;
            while (last[i] < last.Length - 1 && !IsAbove(last[i] + 1, last[last[i] + 1] + 1, _events[last[i] + 1] - _events[i], _rows[last[i] + 1] - _rows[i])) last[i] = last[last[i] + 1];
        }

        return last;
    }

    private bool IsAtLeast(int from, int to, long events, long rows) => (_events[to] - _events[from]) * rows >= events * (_rows[to] - _rows[from]);

    private bool IsAbove(int from, int to, long events, long rows) => (_events[to] - _events[from]) * rows > events * (_rows[to] - _rows[from]);
}
