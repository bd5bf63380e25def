using Thca.Core.Randomness;
using Thca.Statistics.Clustering;
using Thca.Testing;

namespace Thca.Statistics.Tests.Clustering;

public sealed class WardClusteringTests
{
    [Fact]
    public void Tree_ByHand()
    {
        WardClustering tree = WardClustering.Fit([0, 1, 10, 11, 30], 1);
        Assert.Equal([0, 0, 1, 1, 2], tree.Labels(3));
        Assert.Equal([0, 0, 0, 0, 1], tree.Labels(2));
        Assert.Equal([0, 1, 2, 3, 4], tree.Labels(5));
        // Squares added by joining {0, 1} and {10, 11}: 2·2/4 · 10² = 100; by joining {0, 1, 10, 11} and 30: 4/5 · 24.5².
        Close.To(1, tree.Heights[0], 1e-12);
        Close.To(Math.Sqrt(200), tree.Heights[2], 1e-12);
        Close.To(Math.Sqrt(2 * 0.8 * 24.5 * 24.5), tree.Heights[3], 1e-12);
    }

    [Fact]
    public void Stability_OfSeparatedGroupsIsHigh_OfNoiseLower()
    {
        RandomStream random = RandomSeed.Default.Stream("ward");
        double[] apart = [.. Enumerable.Range(0, 20).SelectMany(i => new[] { random.NextNormal() + (i < 10 ? 0 : 20), random.NextNormal() })];
        int[] labels = WardClustering.Fit(apart, 2).Labels(2);
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => i < 10 ? 0 : 1)], labels);
        Assert.All(ClusterStability.Jaccard(apart, 2, labels, RandomSeed.Default, 50), j => Close.To(1, j, 1e-12));
        double[] noise = [.. Enumerable.Range(0, 40).Select(_ => random.NextNormal())];
        Assert.True(ClusterStability.Jaccard(noise, 2, WardClustering.Fit(noise, 2).Labels(4), RandomSeed.Default, 50).Min() < 0.9);
    }
}
