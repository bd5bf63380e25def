using Thca.Statistics.Hypotheses;
using Thca.Testing;

namespace Thca.Statistics.Tests.Hypotheses;

public class KruskalWallisTests
{
    [Fact]
    public void ConformanceVectorV6()
    {
        HypothesisTestResult result = KruskalWallis.Test([[1, 2, 2, 3], [2, 3, 3, 4, 4], [3, 4, 5, 5]]);
        Close.To(6.84, result.Statistic, 1e-9);
        Close.To(0.0327124349, result.PValue, 1e-8);
    }

    [Fact]
    public void TwoGroups_AgreeWithMannWhitneyWithoutContinuity()
    {
        double[] a = [1, 2, 2, 3, 5, 7, 7, 8, 9, 10], b = [2, 4, 4, 6, 7, 8, 11, 12, 12, 13, 14];
        Close.To(MannWhitney.Test(a, b, MannWhitneyMethod.Asymptotic, continuity: false).PValue, KruskalWallis.Test([a, b]).PValue, 1e-10);
    }

    [Fact]
    public void AllEqual_GivesOne() => Assert.Equal(1, KruskalWallis.Test([[2, 2], [2, 2, 2]]).PValue);
}
