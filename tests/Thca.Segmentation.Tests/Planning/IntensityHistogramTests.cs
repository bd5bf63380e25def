using Thca.Core.Randomness;
using Thca.Segmentation.Planning;
using Thca.Statistics.Summaries;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Planning;

public class IntensityHistogramTests
{
    [Fact]
    public void EqualCases_GiveTheStatisticsOfAllVoxels()
    {
        RandomStream random = RandomSeed.Default.Stream("histogram-test");
        float[][] cases = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 500).Select(_ => MathF.Round((float)(100 + 40 * random.NextNormal()))).ToArray())];
        double[] all = [.. cases.SelectMany(c => c).Select(v => (double)v)];
        foreach (bool equal in (bool[])[true, false])
        {
            IntensityProperties p = IntensityHistogram.Pool([.. cases.Select(c => IntensityHistogram.OfWholeNumbers(c))], equal)!;
            double mean = all.Average();
            Close.To(
                [mean, Quantiles.Of(all, 0.5), Math.Sqrt(all.Average(v => (v - mean) * (v - mean))), all.Min(), all.Max(), Quantiles.Of(all, 0.995), Quantiles.Of(all, 0.005)],
                [p.Mean, p.Median, p.StandardDeviation, p.Minimum, p.Maximum, p.Percentile995, p.Percentile005],
                1e-12);
        }
    }

    [Fact]
    public void EqualWeights_ALargeCaseCountsNoMoreThanASmallOne()
    {
        IntensityHistogram small = IntensityHistogram.OfWholeNumbers([0]), large = IntensityHistogram.OfWholeNumbers(Enumerable.Repeat(100f, 999));
        Assert.Equal(50, IntensityHistogram.Pool([small, large], equalWeights: true)!.Mean, 12);
        Assert.Equal(99.9, IntensityHistogram.Pool([small, large], equalWeights: false)!.Mean, 12);
    }

    [Fact]
    public void NoVoxel_IsNull() => Assert.Null(IntensityHistogram.Pool([new IntensityHistogram()], true));
}
