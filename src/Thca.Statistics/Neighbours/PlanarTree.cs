namespace Thca.Statistics.Neighbours;

/// <summary>
/// Exact neighbours of points in the plane by a balanced k-d tree: O(n log n) to build, O(log n) per query for scattered points. Equal distances
/// go to the earlier point, so answers do not depend on the tree. Safe for concurrent use.
/// </summary>
public sealed class PlanarTree
{
    private const int Leaf = 8;

    private readonly int[] _order;
    private readonly double[] _x;
    private readonly double[] _y;

    /// <summary>Builds a tree over a copy of the points.</summary>
    /// <param name="x">First coordinate of every point, finite.</param>
    /// <param name="y">Second coordinate of every point, finite.</param>
    /// <exception cref="ArgumentException">The lengths differ or a coordinate is not finite.</exception>
    public PlanarTree(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException(FormattableString.Invariant($"{x.Length} first and {y.Length} second coordinates; one of each per point is needed."), nameof(y));
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) throw new ArgumentException(FormattableString.Invariant($"Point {i} is not finite: ({x[i]}, {y[i]})."), nameof(x));
        }

        (Count, _order, _x, _y) = (x.Length, new int[x.Length], new double[x.Length], new double[x.Length]);
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        double[] xs = x.ToArray(), ys = y.ToArray();
        Build(0, _order.Length, 0, xs, ys);
        for (int i = 0; i < _order.Length; i++) (_x[i], _y[i]) = (xs[_order[i]], ys[_order[i]]);
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>The nearest points, closest first.</summary>
    /// <param name="x">First coordinate of the place.</param>
    /// <param name="y">Second coordinate of the place.</param>
    /// <param name="nearest">Filled as far as there are points.</param>
    /// <param name="except">A point to leave out, such as the place itself; -1 for none.</param>
    /// <returns>How many were found.</returns>
    public int Nearest(double x, double y, Span<Neighbour> nearest, int except = -1)
    {
        int found = 0;
        if (nearest.Length > 0) Search(0, Count, 0, x, y, except, nearest, ref found);
        for (int i = 0; i < found; i++) nearest[i] = nearest[i] with { Distance = Math.Sqrt(nearest[i].Distance) };
        return found;
    }

    /// <summary>Number of points at most a distance away.</summary>
    /// <param name="x">First coordinate of the place.</param>
    /// <param name="y">Second coordinate of the place.</param>
    /// <param name="radius">The distance, not negative.</param>
    /// <param name="except">A point to leave out; -1 for none.</param>
    public int CountWithin(double x, double y, double radius, int except = -1)
    {
        int count = 0;
        Visit(x, y, radius, (point, _) => count += point == except ? 0 : 1);
        return count;
    }

    /// <summary>Calls an action for every point at most a distance away, in an order that depends on the points alone.</summary>
    /// <param name="x">First coordinate of the place.</param>
    /// <param name="y">Second coordinate of the place.</param>
    /// <param name="radius">The distance, not negative.</param>
    /// <param name="action">Takes the point and its squared distance.</param>
    public void Visit(double x, double y, double radius, Action<int, double> action) => Visit(0, Count, 0, x, y, radius, radius * radius, action);

    private void Build(int from, int to, int axis, double[] xs, double[] ys)
    {
        if (to - from <= Leaf)
        {
            Array.Sort(_order, from, to - from);
            return;
        }

        // Sorting by index first makes equal coordinates fall on fixed sides.
        double[] values = axis == 0 ? xs : ys;
        Array.Sort(_order, from, to - from, Comparer<int>.Create((a, b) => values[a].CompareTo(values[b]) is var c && c != 0 ? c : a.CompareTo(b)));
        int middle = (from + to) / 2;
        Build(from, middle, 1 - axis, xs, ys);
        Build(middle + 1, to, 1 - axis, xs, ys);
    }

    private void Search(int from, int to, int axis, double x, double y, int except, Span<Neighbour> nearest, ref int found)
    {
        if (to - from <= Leaf)
        {
            for (int i = from; i < to; i++) Offer(i, x, y, except, nearest, ref found);
            return;
        }

        int middle = (from + to) / 2;
        double gap = axis == 0 ? x - _x[middle] : y - _y[middle];
        Offer(middle, x, y, except, nearest, ref found);
        if (gap <= 0) Search(from, middle, 1 - axis, x, y, except, nearest, ref found);
        else Search(middle + 1, to, 1 - axis, x, y, except, nearest, ref found);

        // A point at exactly the same distance may have the earlier number.
        if (found == nearest.Length && gap * gap > nearest[found - 1].Distance) return;
        if (gap <= 0) Search(middle + 1, to, 1 - axis, x, y, except, nearest, ref found);
        else Search(from, middle, 1 - axis, x, y, except, nearest, ref found);
    }

    private void Offer(int position, double x, double y, int except, Span<Neighbour> nearest, ref int found)
    {
        int point = _order[position];
        if (point == except) return;
        double dx = _x[position] - x, dy = _y[position] - y, squared = dx * dx + dy * dy;
        if (found == nearest.Length && !Before(squared, point, nearest[found - 1])) return;
        int at = found < nearest.Length ? found++ : found - 1;
        while (at > 0 && Before(squared, point, nearest[at - 1]))
        {
            nearest[at] = nearest[at - 1];
            at--;
        }

        nearest[at] = new Neighbour(point, squared);
    }

    private static bool Before(double squared, int point, Neighbour other) => squared < other.Distance || (squared == other.Distance && point < other.Row);

    private void Visit(int from, int to, int axis, double x, double y, double radius, double squared, Action<int, double> action)
    {
        int middle = to - from <= Leaf ? to : (from + to) / 2;
        if (middle == to)
        {
            for (int i = from; i < to; i++) Consider(i, x, y, squared, action);
            return;
        }

        double gap = axis == 0 ? x - _x[middle] : y - _y[middle];
        if (gap <= radius) Visit(from, middle, 1 - axis, x, y, radius, squared, action);
        Consider(middle, x, y, squared, action);
        if (-gap <= radius) Visit(middle + 1, to, 1 - axis, x, y, radius, squared, action);
    }

    private void Consider(int position, double x, double y, double squared, Action<int, double> action)
    {
        double dx = _x[position] - x, dy = _y[position] - y, distance = dx * dx + dy * dy;
        if (distance <= squared) action(_order[position], distance);
    }
}
