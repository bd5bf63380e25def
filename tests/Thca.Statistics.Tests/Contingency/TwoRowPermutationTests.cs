using CsCheck;
using Thca.Statistics.Contingency;
using Thca.Statistics.Hypotheses;
using Thca.Testing;

namespace Thca.Statistics.Tests.Contingency;

public sealed class TwoRowPermutationTests
{
    private static readonly int[] High = [2, 4, 6, 5];
    private static readonly int[] Low = [9, 5, 2, 1];

    [Fact]
    public void The_worked_table_has_its_exact_p_values()
    {
        TwoRowPermutationResult result = TwoRowPermutation.Test(High, Low);
        Assert.True(result.Exact);
        Assert.Equal(518, result.Tables);
        Close.To(0.0028131310, result.PMidrank, 1e-6);
        Close.To(0.0042114132, result.PTrend, 1e-8);
        Close.To(65150448.0 / 2333606220, result.PFreemanHalton, 1e-9);
        Close.To(0.0230433736, result.PChiSquared, 1e-8);
    }

    [Fact]
    public void The_second_worked_table_has_its_exact_p_value() =>
        Close.To(0.0036293548, TwoRowPermutation.Test([1, 4, 6, 5], [8, 6, 2, 0]).PFreemanHalton, 1e-7);

    [Fact]
    public void Exact_p_values_agree_with_the_other_implementations()
    {
        Gen.Select(Gen.Int[0, 6].Array[4], Gen.Int[0, 6].Array[4]).Where(t => t.Item1.Sum() > 0 && t.Item2.Sum() > 0).Sample((a, b) =>
        {
            TwoRowPermutationResult result = TwoRowPermutation.Test(a, b);
            double[] x = Values(a), y = Values(b);
            Close.To(MannWhitney.Test(x, y, MannWhitneyMethod.Exact).PValue, result.PMidrank, 1e-9);
            var table = new int[2, 4];
            for (int j = 0; j < 4; j++) (table[0, j], table[1, j]) = (a[j], b[j]);
            Close.To(FisherFreemanHalton.Test(new ContingencyTable(table)).PValue, result.PFreemanHalton, 1e-9);
        }, iter: 200);
    }

    [Fact]
    public void Random_tables_agree_with_the_enumeration()
    {
        TwoRowPermutationResult exact = TwoRowPermutation.Test(High, Low);
        TwoRowPermutationResult random = TwoRowPermutation.Test(High, Low, options: new TwoRowPermutationOptions { MaximumTables = 1, Replicates = 40_000 });
        Assert.False(random.Exact);
        foreach ((double expected, double actual) in new[]
        {
            (exact.PMidrank, random.PMidrank), (exact.PTrend, random.PTrend), (exact.PChiSquared, random.PChiSquared), (exact.PFreemanHalton, random.PFreemanHalton),
        })
        {
            Assert.Equal(expected, actual, 4.5 * random.StandardError(expected));
        }
    }

    [Fact]
    public void Degenerate_tables_have_p_1()
    {
        Assert.Equal(1, TwoRowPermutation.Test([0, 5, 0], [0, 7, 0]).PMidrank);
        Assert.Equal(1, TwoRowPermutation.Test([0, 0, 0], [3, 7, 1]).PFreemanHalton);
        Assert.Equal(1, TwoRowPermutation.Test([0, 0], [0, 0]).PChiSquared);
        Assert.Throws<ArgumentException>(() => TwoRowPermutation.Test([1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => TwoRowPermutation.Test([1, -2], [1, 2]));
    }

    [Fact]
    public void Linear_by_linear_follows_from_the_correlation()
    {
        HypothesisTestResult result = LinearByLinear.Test(High, Low);
        Close.To(8.6263577118, result.Statistic, 1e-9);
        Close.To(0.0033133339, result.PValue, 1e-7);
        Assert.NotNull(LinearByLinear.Test([0, 4], [0, 5]).Reason);
    }

    private static double[] Values(int[] counts) => [.. counts.SelectMany((n, level) => Enumerable.Repeat((double)level, n))];
}
