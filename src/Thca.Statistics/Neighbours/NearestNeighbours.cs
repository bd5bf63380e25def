
using Thca.Core.Compute;

namespace Thca.Statistics.Neighbours;

/// <summary>Exact nearest rows by Euclidean distance; ties go to the earlier row. Safe for concurrent use.</summary>
public sealed class NearestNeighbours
{
    private readonly double[] _rows;

    /// <summary>Keeps a copy of the rows to search.</summary>
    /// <param name="rows">Values row by row.</param>
    /// <param name="columns">Values per row.</param>
    /// <exception cref="ArgumentException">The number of values is no multiple of <paramref name="columns"/>.</exception>
    public NearestNeighbours(ReadOnlySpan<double> rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (rows.Length % columns != 0)
            throw new ArgumentException(FormattableString.Invariant($"{rows.Length} values are no whole number of rows of {columns}."), nameof(rows));
        (_rows, Columns, RowCount) = (rows.ToArray(), columns, rows.Length / columns);
    }

    /// <summary>Values per row.</summary>
    public int Columns { get; }

    /// <summary>Number of rows searched.</summary>
    public int RowCount { get; }

    /// <summary>The nearest rows of a point, closest first. A stored row finds itself at distance 0.</summary>
    /// <param name="point">One value per column.</param>
    /// <param name="count">How many, at most <see cref="RowCount"/>.</param>
    /// <exception cref="ArgumentException">The point has another number of columns.</exception>
    public Neighbour[] Find(ReadOnlySpan<double> point, int count)
    {
        if (point.Length != Columns)
            throw new ArgumentException(FormattableString.Invariant($"The point has {point.Length} values, the rows have {Columns}."), nameof(point));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RowCount);
        var nearest = new Neighbour[count];
        int found = 0;
        for (int r = 0; r < RowCount; r++)
        {
            double distance = OrderedSums.Distance(point, _rows.AsSpan(r * Columns, Columns));
            if (found == count && (count == 0 || !(distance < nearest[count - 1].Distance))) continue;
            int at = found < count ? found++ : count - 1;
            while (at > 0 && nearest[at - 1].Distance > distance)
            {
                nearest[at] = nearest[at - 1];
                at--;
            }

            nearest[at] = new Neighbour(r, distance);
        }

        return nearest;
    }
}
