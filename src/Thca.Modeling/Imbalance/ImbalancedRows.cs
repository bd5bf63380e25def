using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Modeling.Data;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Imbalance;

/// <summary>Rows to resample: raw values, the space distances are taken in, and which class is rare.</summary>
internal sealed class ImbalancedRows
{
    public ImbalancedRows(LabelledMatrix data, bool scale, IReadOnlyList<bool>? categorical = null)
    {
        Raw = [.. Enumerable.Range(0, data.RowCount).Select(data.Features.Row)];
        Space = scale ? Scaled(data.Features) : Raw;
        Categorical = categorical ?? [.. Enumerable.Repeat(false, data.Features.ColumnCount)];
        Outcome = data.Outcome.ToArray();
        RareLabel = data.Events * 2 <= data.RowCount;
        Minority = [.. Enumerable.Range(0, data.RowCount).Where(i => Outcome[i] == RareLabel)];
        Majority = [.. Enumerable.Range(0, data.RowCount).Where(i => Outcome[i] != RareLabel)];
        if (Minority.Length == 0)
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, "Only one class occurs; there is nothing to balance.", "Use fewer folds or more patients.");
        if (Raw.Any(r => r.Any(double.IsNaN)))
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, "A row to resample has missing values.", "Impute before resampling.");
    }

    public double[][] Raw { get; }

    public double[][] Space { get; }

    public IReadOnlyList<bool> Categorical { get; }

    public bool[] Outcome { get; }

    /// <summary>The label of the rarer class.</summary>
    public bool RareLabel { get; }

    /// <summary>Rows of the rarer class, ascending.</summary>
    public int[] Minority { get; }

    /// <summary>The other rows, ascending.</summary>
    public int[] Majority { get; }

    /// <summary>Number of rows that bring the minority to the ratio, truncated.</summary>
    /// <exception cref="ThcaException">The ratio is reached already.</exception>
    public int CountToMake(double ratio)
    {
        int count = (int)(ratio * Majority.Length - Minority.Length);
        if (count > 0) return count;
        throw new ThcaException(
            ProblemCodes.OptionInvalid,
            FormattableString.Invariant($"Ratio {ratio} is already reached: {Minority.Length} of {Outcome.Length} rows are of the rarer class."),
            "Use a higher ratio or no over-sampling.");
    }

    /// <summary>The nearest others of every query among candidates; the query itself is left out by its number, ties go to the earlier row.</summary>
    public int[][] Nearest(IReadOnlyList<int> queries, IReadOnlyList<int> candidates, int count, Func<int, int, double>? squared = null)
    {
        squared ??= SquaredDistance;
        var result = new int[queries.Count][];
        var distance = new double[candidates.Count];
        var order = new int[candidates.Count];
        for (int q = 0; q < queries.Count; q++)
        {
            int used = 0;
            for (int c = 0; c < candidates.Count; c++)
            {
                if (candidates[c] == queries[q]) continue;
                (distance[used], order[used]) = (squared(queries[q], candidates[c]), candidates[c]);
                used++;
            }

            result[q] = Smallest(distance, order, used, Math.Min(count, used));
        }

        return result;
    }

    /// <summary>How many of each row's neighbours in the whole set belong to the majority.</summary>
    public int[] MajorityAmongNearest(IReadOnlyList<int> rows, int count)
    {
        int[] all = [.. Enumerable.Range(0, Outcome.Length)];
        return [.. Nearest(rows, all, count).Select(n => n.Count(i => Outcome[i] != RareLabel))];
    }

    public double SquaredDistance(int a, int b)
    {
        double distance = OrderedSums.Distance(Space[a], Space[b]);
        return distance * distance;
    }

    private static int[] Smallest(double[] distance, int[] order, int used, int count)
    {
        var nearest = new int[count];
        var best = new double[count];
        int found = 0;
        for (int i = 0; i < used; i++)
        {
            if (found == count && !(distance[i] < best[count - 1])) continue;
            int at = found < count ? found++ : count - 1;
            while (at > 0 && best[at - 1] > distance[i])
            {
                (best[at], nearest[at]) = (best[at - 1], nearest[at - 1]);
                at--;
            }

            (best[at], nearest[at]) = (distance[i], order[i]);
        }

        return nearest;
    }

    private static double[][] Scaled(FeatureMatrix features)
    {
        var rows = new double[features.RowCount][];
        for (int r = 0; r < rows.Length; r++) rows[r] = new double[features.ColumnCount];
        for (int c = 0; c < features.ColumnCount; c++)
        {
            (double centre, double spread) = RobustScale(features.Column(c));
            for (int r = 0; r < rows.Length; r++) rows[r][c] = (features[r, c] - centre) / spread;
        }

        return rows;
    }

    /// <summary>Median and 1.4826 MAD; the standard deviation stands in for a MAD of 0, and 1 for a constant.</summary>
    private static (double Centre, double Spread) RobustScale(ReadOnlySpan<double> column)
    {
        double median = Quantiles.Of(column, 0.5);
        var deviations = new double[column.Length];
        for (int i = 0; i < deviations.Length; i++) deviations[i] = Math.Abs(column[i] - median);
        double spread = 1.4826 * Quantiles.Of(deviations, 0.5);
        if (spread == 0) spread = Moments.StandardDeviation(column, lost: 0);
        return (median, spread > 0 ? spread : 1);
    }
}
