using CsCheck;
using Thca.Statistics.Neighbours;

namespace Thca.Statistics.Tests.Neighbours;

public class PlanarTreeTests
{
    private static readonly Gen<(double X, double Y)[]> Points = Gen.Select(Gen.Int[-9, 9], Gen.Int[-9, 9], (x, y) => ((double)x, (double)y)).Array[0, 120];

    // Small whole coordinates make many equal distances.
    [Fact]
    public void Nearest_IsWhatAllDistancesSay() => Gen.Select(Points, Gen.Int[1, 25], Gen.Int[-9, 9], Gen.Int[-9, 9]).Sample((points, count, x, y) =>
    {
        PlanarTree tree = Tree(points);
        var nearest = new Neighbour[count];
        int except = points.Length > 3 ? 2 : -1;
        int found = tree.Nearest(x, y, nearest, except);
        Neighbour[] expected = [.. points.Select((p, i) => new Neighbour(i, Math.Sqrt((p.X - x) * (p.X - x) + (p.Y - y) * (p.Y - y)))).Where(n => n.Row != except).OrderBy(n => n.Distance).ThenBy(n => n.Row).Take(count)];
        return expected.AsSpan().SequenceEqual(nearest.AsSpan(0, found));
    });

    [Fact]
    public void CountWithin_IncludesTheRim() => Gen.Select(Points, Gen.Int[0, 12]).Sample((points, radius) =>
        Tree(points).CountWithin(1, 2, radius) == points.Count(p => (p.X - 1) * (p.X - 1) + (p.Y - 2) * (p.Y - 2) <= radius * radius));

    [Fact]
    public void Points_ThatAreNotFinite_AreNamed() => Assert.Contains("Point 1", Assert.Throws<ArgumentException>(() => new PlanarTree([0, double.NaN], [0, 0])).Message, StringComparison.Ordinal);

    private static PlanarTree Tree((double X, double Y)[] points) => new([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]);
}
