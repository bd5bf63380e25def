using System.Text.Json;
using Thca.Statistics.Clustering;
using Thca.Statistics.Neighbours;
using Thca.Statistics.Tests.Clustering;
using Thca.Testing;

namespace Thca.Statistics.Tests.Neighbours;

public class NearestNeighboursTests
{
    [Theory]
    [InlineData("blobs")]
    [InlineData("noise")]
    [InlineData("wide")]
    public void Neighbours_equal_the_golden_values(string name)
    {
        JsonElement expected = GoldenFile.Cases("clustering.json").GetProperty(name);
        (double[] x, int columns) = expected.GetProperty("X").Matrix();
        double[] z = ZScore.Fit(x, columns).Transform(x);
        var search = new NearestNeighbours(z, columns);
        JsonElement golden = expected.GetProperty("neighbours5");
        for (int r = 0; r < search.RowCount; r++)
        {
            Neighbour[] found = search.Find(z.AsSpan(r * columns, columns), 5);
            Assert.Equal(golden.GetProperty("indices")[r].Integers(), found.Select(f => f.Row));
            Close.To(GoldenJson.Numbers(golden.GetProperty("distances")[r]), found.Select(f => f.Distance).ToArray(), 1e-9, 1e-9);
        }
    }

    [Fact]
    public void Ties_go_to_the_earlier_row_and_zero_neighbours_are_none()
    {
        var search = new NearestNeighbours([1, -1, 1, 5], 1);
        Assert.Equal([new Neighbour(0, 1), new Neighbour(1, 1), new Neighbour(2, 1)], search.Find([0], 3));
        Assert.Empty(search.Find([0], 0));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new NearestNeighbours([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => new NearestNeighbours([1, 2], 2).Find([1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighbours([1, 2], 2).Find([1, 2], 2));
    }
}
