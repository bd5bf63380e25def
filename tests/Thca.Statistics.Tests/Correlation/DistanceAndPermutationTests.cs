using Thca.Core.Randomness;
using Thca.Statistics.Clustering;
using Thca.Statistics.Correlation;
using Thca.Testing;

namespace Thca.Statistics.Tests.Correlation;

public sealed class DistanceAndPermutationTests
{
    [Fact]
    public void SpearmanPermutation_FewPairs_CountsEveryOrder()
    {
        RandomStream unused = RandomSeed.Default.Stream("s");
        Close.To(2.0 / 24, SpearmanPermutation.PValue([1, 2, 3, 4], [10, 20, 30, 40], unused), 1e-15);
        // |S| at least that of 1,2,4,3: both full orders and the three swaps of neighbours of each.
        Close.To(8.0 / 24, SpearmanPermutation.PValue([1, 2, 3, 4], [10, 20, 40, 30], unused), 1e-15);
        Assert.True(double.IsNaN(SpearmanPermutation.PValue([1, 2, 3], [5, 5, 5], unused)));
        Assert.True(double.IsNaN(SpearmanPermutation.PValue([1, 2, double.NaN], [5, 6, 7], unused)));
    }

    [Fact]
    public void SpearmanPermutation_ManyPairs_AgreesWithStudentsT()
    {
        RandomStream random = RandomSeed.Default.Stream("pairs");
        double[] x = [.. Enumerable.Range(0, 40).Select(_ => random.NextNormal())], y = [.. x.Select(v => 0.3 * v + random.NextNormal())];
        Close.To(SpearmanCorrelation.Compute(x, y).PValue, SpearmanPermutation.PValue(x, y, random), 0.02);
    }

    [Fact]
    public void Mantel_SameDistances_AreRelated_RandomOnesAreNot()
    {
        RandomStream random = RandomSeed.Default.Stream("mantel");
        double[] a = [.. Enumerable.Range(0, 24).Select(_ => random.NextNormal())], b = [.. Enumerable.Range(0, 24).Select(_ => random.NextNormal())];
        double[] da = Silhouette.Distances(a, 2), db = Silhouette.Distances(b, 2);
        var same = MantelTest.Test(da, da, random, 999);
        Close.To(1, same.Statistic, 1e-12);
        Close.To(0.001, same.PValue, 1e-12);
        Assert.True(MantelTest.Test(da, db, random, 999).PValue > 0.02);
        Assert.NotNull(MantelTest.Test(new double[25], Silhouette.Distances([1, 2, 4, 7, 11], 1), random).Reason);
        Assert.Throws<ArgumentException>(() => MantelTest.Test(new double[10], new double[10], random));
    }
}
