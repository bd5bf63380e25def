using CsCheck;
using Thca.Pathology.Heterogeneity;
using Thca.Statistics.Summaries;
using Thca.Testing;

namespace Thca.Pathology.Tests.Heterogeneity;

public class WeightedSampleTests
{
    private static readonly FeatureBin Bin = new("g", "f", 2, 34, 0, 1, 9);

    [Fact]
    public void Statistics_SmallSample_IsKnownByHand()
    {
        Dictionary<string, double> s = Of([1, 2, 3, 4, 10], [1, 1, 1, 1, 1], true, new FeatureBin("g", "f", 0, 16, 0, 1, 5));
        Assert.Equal(4, s["mean"]);
        Assert.Equal(3, s["median"]);
        Assert.Equal(Math.Sqrt(12.5), s["sd"], 1e-12);
        Assert.Equal(Math.Sqrt(12.5) / 4, s["cv"], 1e-12);
        Assert.Equal(2, s["iqr"]);
        Assert.Equal(2 / 6.0, s["qcd"], 1e-12);
        Assert.Equal(1.4826, s["mad"], 1e-12);
        Assert.Equal(8.8 - 1.2, s["range90"], 1e-12);
        Assert.Equal(9, s["range"]);
        Assert.Equal(Math.Log2(5), s["entropy"], 1e-12);
        Assert.Equal((-4 * 1 - 2 * 2 + 0 + 2 * 4 + 4 * 10) / (5.0 * 20), s["gini"], 1e-12);
        double m2 = 50 / 5.0, m3 = (-27 - 8 - 1 + 0 + 216) / 5.0, m4 = (81 + 16 + 1 + 1296) / 5.0, skew = m3 / Math.Pow(m2, 1.5);
        Assert.Equal(skew, s["skew"], 1e-12);
        Assert.Equal((skew * skew + 1) / (m4 / m2 / m2 - 3 + 3 * 16 / (3.0 * 2)), s["bimodality"], 1e-12);
    }

    // A weight is as good as that many copies.
    [Fact]
    public void Statistics_OfWeights_EqualThoseOfCopies() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 4]).Array[4, 40].Sample(pairs =>
    {
        (int Value, int Weight)[] sorted = [.. pairs.OrderBy(p => p.Item1)];
        if (sorted.Sum(p => p.Weight) < 5) return;
        double[] copies = [.. sorted.SelectMany(p => Enumerable.Repeat((double)p.Value, p.Weight))];
        Dictionary<string, double> weighted = Of([.. sorted.Select(p => (double)p.Value)], [.. sorted.Select(p => p.Weight)], true, Bin), plain = Of(copies, [.. copies.Select(_ => 1)], true, Bin);
        foreach (string name in WeightedSample.Names) Close.To(plain[name], weighted[name], 1e-9, 1e-9, name);
        Close.To(Quantiles.Of(copies, 0.5), weighted["median"], 1e-12, 1e-12, "median");
        Close.To(1.4826 * Quantiles.Of(Array.ConvertAll(copies, c => Math.Abs(c - Quantiles.Of(copies, 0.5))), 0.5), weighted["mad"], 1e-12, 1e-12, "mad");
        Close.To(Quantiles.Of(copies, 0.95) - Quantiles.Of(copies, 0.05), weighted["range90"], 1e-12, 1e-12, "range90");
    });

    [Fact]
    public void Statistics_SignedOrConstant_LeavesRatiosOut()
    {
        Dictionary<string, double> signed = Of([-1, 0, 2], [1, 1, 1], true, null), constant = Of([5, 5, 5, 5], [1, 1, 1, 1], true, null);
        Assert.All((string[])["cv", "qcd", "gini", "entropy"], name => Assert.True(double.IsNaN(signed[name]), name));
        Assert.Equal(0, constant["cv"]);
        Assert.All((string[])["skew", "bimodality", "entropy"], name => Assert.True(double.IsNaN(constant[name]), name));
    }

    private static Dictionary<string, double> Of(double[] sorted, int[] weights, bool positive, FeatureBin? bin)
    {
        var result = new double[WeightedSample.Names.Length];
        new WeightedSample(sorted, weights).Statistics(positive, bin, result);
        return WeightedSample.Names.Zip(result).ToDictionary(p => p.First, p => p.Second);
    }
}
