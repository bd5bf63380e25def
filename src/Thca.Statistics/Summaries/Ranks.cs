namespace Thca.Statistics.Summaries;

/// <summary>Midranks of a sample and its groups of ties.</summary>
public sealed class Ranks
{
    private readonly double[] _values;

    private Ranks(double[] values, int[] tieSizes, double tieSum) => (_values, TieSizes, TieSum) = (values, tieSizes, tieSum);

    /// <summary>Midrank of every entry, starting at 1, in input order.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Sizes of the groups of equal values in ascending order of value; 1 for a value that occurs once.</summary>
    public IReadOnlyList<int> TieSizes { get; }

    /// <summary>Sum of t³ - t over the groups of ties; 0 without ties.</summary>
    public double TieSum { get; }

    /// <summary>Whether any value occurs more than once.</summary>
    public bool HasTies => TieSum > 0;

    /// <summary>Ranks a sample.</summary>
    /// <param name="values">No NaN.</param>
    public static Ranks Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        List<int> sizes = [];
        double tieSum = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start]; end++) { }
            double t = end - start;
            for (int i = start; i < end; i++) ranks[order[i]] = (start + end + 1) / 2.0;
            sizes.Add(end - start);
            tieSum += t * t * t - t;
        }

        return new Ranks(ranks, [.. sizes], tieSum);
    }
}
