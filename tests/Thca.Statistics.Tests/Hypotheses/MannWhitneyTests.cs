using CsCheck;
using Thca.Statistics.Hypotheses;
using Thca.Testing;

namespace Thca.Statistics.Tests.Hypotheses;

public class MannWhitneyTests
{
    [Fact]
    public void ConformanceVectorV4()
    {
        // Clinical specification, vector V4.
        double[] a = [1.1, 2.3, 2.9, 4.8, 5.0], b = [3.1, 4.4, 5.6, 6.2, 7.7, 8.0];
        HypothesisTestResult exact = MannWhitney.Test(a, b);
        Assert.Equal(4, exact.Statistic);
        Close.To(0.0519480519, exact.PValue, 1e-9);
        Close.To(0.0552342537, MannWhitney.Test(a, b, MannWhitneyMethod.Asymptotic).PValue, 1e-9);
        double[] c = [1, 2, 2, 3, 5, 7, 7, 8, 9, 10], d = [2, 4, 4, 6, 7, 8, 11, 12, 12, 13, 14];
        HypothesisTestResult tied = MannWhitney.Test(c, d, MannWhitneyMethod.SciPyAuto);
        Assert.Equal(31.5, tied.Statistic);
        Close.To(0.1040716671, tied.PValue, 1e-9);
        Close.To(0.0967612398, MannWhitney.Test(c, d, MannWhitneyMethod.Asymptotic, continuity: false).PValue, 1e-9);
        Assert.Equal(1, MannWhitney.Test([1, 4], [2, 3]).PValue);
    }

    [Fact]
    public void ExactWithTies_ByHand()
    {
        // {1,1} vs {1,2}: midranks 2,2,2,4. The six choices of two ranks sum to 4,4,6,4,6,6 around the mean 5: all are as far as the observed 4.
        Assert.Equal(1, MannWhitney.Test([1, 1], [1, 2], MannWhitneyMethod.Exact).PValue);
        // {1,1,1} vs {2,2}: sums 6 (observed), 8.5 (6 ways) and 11 (3 ways) around the mean 9; as far as 3 from it: only the observed, 1 of 10.
        Close.To(0.1, MannWhitney.Test([1, 1, 1], [2, 2], MannWhitneyMethod.Exact).PValue, 1e-12);
    }

    [Fact]
    public void AllTied_GivesOne() => Assert.Equal(1, MannWhitney.Test([3, 3, 3], [3, 3]).PValue);

    [Fact]
    public void EmptySample_HasAReason() => Assert.NotNull(MannWhitney.Test([], [1.0]).Reason);

    [Fact]
    public void Exchange_KeepsP_AndComplementsU() =>
        Gen.Select(Gen.Double[0, 5].Array[3, 12], Gen.Int[0, 4].Array[3, 12]).Sample((a, integers) =>
        {
            double[] b = [.. integers.Select(i => (double)i)];
            HypothesisTestResult one = MannWhitney.Test(a, b), other = MannWhitney.Test(b, a);
            return Math.Abs(one.Statistic + other.Statistic - a.Length * b.Length) < 1e-9 && Math.Abs(one.PValue - other.PValue) < 1e-12;
        }, iter: 200);

    [Fact]
    public void HodgesLehmann_ByHand() => Assert.Equal(-2.5, MannWhitney.HodgesLehmannShift([1, 2], [3, 5])); // differences -2 -4 -1 -3
}
