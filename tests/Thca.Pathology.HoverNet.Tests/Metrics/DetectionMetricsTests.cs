using Thca.Core.Randomness;
using Thca.Pathology.HoverNet.Metrics;

namespace Thca.Pathology.HoverNet.Tests.Metrics;

public class DetectionMetricsTests
{
    [Fact]
    public void Count_PairsByLeastTotalDistance_DropsFarOnes()
    {
        TypedCentroid[] truth = [new(0, 0, 1), new(10, 0, 2), new(100, 0, 3)];
        TypedCentroid[] found = [new(9, 0, 2), new(-4, 0, 2), new(150, 0, 3)];
        DetectionCounts counts = DetectionMetrics.Count(truth, found);
        Assert.Equal(2, counts.Pairs.Sum());
        Assert.Equal(1, counts.Missed[3]);
        Assert.Equal(1, counts.Invented[3]);
        Assert.Equal(2.0 * 2 / (2 * 2 + 2), counts.DetectionF1, 1e-12);
        Assert.Equal(0.5, counts.TypeAccuracy, 1e-12);
        Assert.Equal(2.0 / (2 + 2), counts.F1(2), 1e-12);
        Assert.Equal(0, counts.F1(1));
        Assert.Equal(0, counts.F1(3));
        Assert.True(double.IsNaN(counts.F1(5)));
        Assert.Equal(4, (counts + counts).Pairs.Sum());
    }

    [Fact]
    public void Count_NothingAnywhere_IsUndefined() => Assert.True(double.IsNaN(DetectionMetrics.Count([], []).DetectionF1));

    [Theory]
    [InlineData(5, 5)]
    [InlineData(3, 6)]
    [InlineData(6, 3)]
    public void Solve_RandomCosts_EqualsTryingEverything(int rows, int columns)
    {
        RandomStream random = RandomSeed.Default.Stream("assignment");
        for (int round = 0; round < 20; round++)
        {
            var cost = new double[rows, columns];
            for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) cost[i, j] = random.NextDouble();
            int[] given = Assignment.Solve(rows, columns, (i, j) => cost[i, j]);
            Assert.Equal(Math.Min(rows, columns), given.Count(g => g >= 0));
            Assert.Equal(given.Where(g => g >= 0).Count(), given.Where(g => g >= 0).Distinct().Count());
            Assert.Equal(Least(cost, 0, 0, rows, columns), given.Select((g, i) => g < 0 ? 0 : cost[i, g]).Sum(), 1e-12);
        }
    }

    private static double Least(double[,] cost, int row, int used, int rows, int columns)
    {
        if (row == rows) return 0;
        double best = double.PositiveInfinity;
        int left = rows - row, free = columns - System.Numerics.BitOperations.PopCount((uint)used);
        if (left > free) best = Least(cost, row + 1, used, rows, columns);
        for (int j = 0; j < columns; j++)
        {
            if ((used & (1 << j)) == 0) best = Math.Min(best, cost[row, j] + Least(cost, row + 1, used | (1 << j), rows, columns));
        }

        return best;
    }
}
