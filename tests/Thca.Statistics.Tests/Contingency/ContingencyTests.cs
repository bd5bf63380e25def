using CsCheck;
using System.Text.Json;
using Thca.Core.Randomness;
using Thca.Statistics.Contingency;
using Thca.Statistics.Correlation;
using Thca.Statistics.Hypotheses;
using Thca.Testing;

namespace Thca.Statistics.Tests.Contingency;

public class ContingencyTests
{
    public static TheoryData<string> Tables => ["table_2x2", "table_2x2_small", "table_2x2_zero", "table_3x2", "table_4x3"];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Golden_SciPy(string name)
    {
        // golden/stats/tests.json (scipy.stats 1.10.1).
        JsonElement c = GoldenJson.Open("stats", "tests.json").GetProperty("cases").GetProperty(name);
        double[][] rows = c.GetProperty("table").Rows();
        var counts = new int[rows.Length, rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < rows[i].Length; j++) counts[i, j] = (int)rows[i][j];
        var table = new ContingencyTable(counts);
        Close.To(c.GetProperty("expected").Numbers(), [.. table.Expected().Cast<double>()], 1e-12);
        foreach ((string key, bool yates) in new[] { ("chi2", true), ("chi2_nocorrection", false) })
        {
            HypothesisTestResult result = ChiSquaredTest.Test(table, yates);
            Close.To(c.GetProperty(key).Numbers(), [result.Statistic, result.PValue, result.DegreesOfFreedom], 1e-10, what: key);
        }

        if (!c.TryGetProperty("fisher_two-sided", out _)) return;
        foreach ((string word, Alternative alternative) in new[] { ("two-sided", Alternative.TwoSided), ("less", Alternative.Less), ("greater", Alternative.Greater) })
        {
            FisherExactResult fisher = FisherExact.Test(table, alternative);
            Close.To(c.GetProperty($"fisher_{word}").Numbers(), [fisher.OddsRatio, fisher.PValue], 1e-8, what: word);
        }
    }

    [Fact]
    public void ConformanceVectorV5_TwoByTwo()
    {
        // Clinical specification, vector V5.
        var table = new ContingencyTable(new[,] { { 12, 5 }, { 7, 16 } });
        HypothesisTestResult plain = ChiSquaredTest.Test(table, yates: false), yates = ChiSquaredTest.Test(table, yates: true);
        Close.To([6.319891801, 0.011939091, 4.812286471, 0.028257529], [plain.Statistic, plain.PValue, yates.Statistic, yates.PValue], 1e-7);
        FisherExactResult fisher = FisherExact.Test(table);
        Close.To(
            [0.0238368959, 5.485714, 5.229654, 1.169356, 27.305924],
            [fisher.PValue, fisher.OddsRatio, fisher.ConditionalOddsRatio, fisher.Lower, fisher.Upper], 2e-7);
        HypothesisTestResult balanced = ChiSquaredTest.Test(new ContingencyTable(new[,] { { 10, 12 }, { 9, 11 } }), yates: true);
        Assert.Equal((0.0, 1.0), (balanced.Statistic, balanced.PValue));
        FisherExactResult zero = FisherExact.Test(new ContingencyTable(new[,] { { 5, 0 }, { 3, 9 } }));
        Close.To([0.0090497738, 1.513116], [zero.PValue, zero.Lower], 3e-7);
        Assert.Equal(double.PositiveInfinity, zero.Upper);
    }

    [Fact]
    public void ConformanceVectorV5_LargerTables()
    {
        HypothesisTestResult chi = ChiSquaredTest.Test(new ContingencyTable(new[,] { { 10, 10, 20 }, { 20, 20, 20 } }), yates: true);
        Close.To([2.777777778, 2, 0.249352209], [chi.Statistic, chi.DegreesOfFreedom, chi.PValue], 1e-8);
        var sparse = new ContingencyTable(new[,] { { 9, 5, 2, 1 }, { 2, 4, 6, 5 } });
        Close.To(0.0263562993, ChiSquaredTest.Test(sparse, yates: false).PValue, 1e-8);
        HypothesisTestResult exact = FisherFreemanHalton.Test(sparse);
        Close.To(65150448.0 / 2333606220.0, exact.PValue, 1e-10);
        Close.To(0.0279183555, exact.PValue, 1e-8);
        var stage = new ContingencyTable(new[,] { { 156, 74, 46, 36 }, { 98, 32, 23, 16 } });
        Close.To([2.995855502, 0.3922646], [ChiSquaredTest.Test(stage, yates: false).Statistic, ChiSquaredTest.Test(stage, yates: false).PValue], 1e-6);
    }

    [Fact]
    public void StageCodes_MannWhitney_V5()
    {
        int[][] counts = [[156, 74, 46, 36], [98, 32, 23, 16]];
        double[][] codes = [.. counts.Select(g => g.SelectMany((n, code) => Enumerable.Repeat((double)code, n)).ToArray())];
        Close.To(0.1293185, MannWhitney.Test(codes[0], codes[1]).PValue, 1e-6);
    }

    [Fact]
    public void FreemanHalton_OnTwoByTwo_IsFisher()
    {
        var table = new ContingencyTable(new[,] { { 12, 5 }, { 7, 16 } });
        Close.To(FisherExact.Test(table).PValue, FisherFreemanHalton.Test(table).PValue, 1e-10);
    }

    [Fact]
    public void FreemanHalton_MonteCarlo_AgreesWithinItsError_AndIsSeeded()
    {
        var table = new ContingencyTable(new[,] { { 9, 5, 2, 1 }, { 2, 4, 6, 5 } });
        var options = new FreemanHaltonOptions { MaximumTables = 10, Replicates = 20_000, Seed = new RandomSeed(7) };
        HypothesisTestResult first = FisherFreemanHalton.Test(table, options);
        Assert.EndsWith("Monte Carlo", first.Method, StringComparison.Ordinal);
        Assert.Equal(first.PValue, FisherFreemanHalton.Test(table, options).PValue);
        Assert.Equal(0.0279183555, first.PValue, 4 * Math.Sqrt(0.028 * 0.972 / 20_000));
    }

    [Fact]
    public void CochranArmitage_ByHand()
    {
        // By hand:
        // events 1 of 4, 2 of 4, 3 of 4: S = 8 - 0.5·12 = 2, Var = 0.25·(20 - 144/12) = 2, Z = sqrt 2.
        HypothesisTestResult trend = CochranArmitage.Test([1, 2, 3], [4, 4, 4]);
        Close.To(Math.Sqrt(2), trend.Statistic, 1e-12);
        Close.To(0.15729920705028513, trend.PValue, 1e-10); // erfc(1)
    }

    [Fact]
    public void ProteomicsVectors_TableE()
    {
        // Proteomics specification, section 9: Low = 9 5 2 1, High = 2 4 6 5.
        HypothesisTestResult trend = CochranArmitage.Test([2, 4, 6, 5], [11, 9, 8, 6]);
        Close.To([2.9812350613, 0.0028708834], [trend.Statistic, trend.PValue], 1e-7);
        Close.To(0.0036293548, FisherFreemanHalton.Test(new ContingencyTable(new[,] { { 8, 6, 2, 0 }, { 1, 4, 6, 5 } })).PValue, 1e-7);
        double[] low = Codes(9, 5, 2, 1), high = Codes(2, 4, 6, 5);
        Assert.Equal(227.5, MannWhitney.Test(high, low).Statistic);
        Close.To(0.0032108208, MannWhitney.Test(high, low, MannWhitneyMethod.Asymptotic).PValue, 1e-7);
        Close.To(0.0030301944, MannWhitney.Test(high, low, MannWhitneyMethod.Asymptotic, continuity: false).PValue, 1e-7);
        Close.To(0.0028131310, MannWhitney.Test(high, low, MannWhitneyMethod.Exact).PValue, 1e-7);
        double[] group = [.. low.Select(_ => 0.0), .. high.Select(_ => 1.0)];
        CorrelationResult spearman = SpearmanCorrelation.Compute([.. low, .. high], group);
        Close.To([0.5160807421, 0.0017824899, 0.1937746, 0.7378346], [spearman.Coefficient, spearman.PValue, spearman.Lower, spearman.Upper], 1e-6);
        Close.To(0.4725472381, KendallCorrelation.Compute([.. low, .. high], group).Coefficient, 1e-9);
    }

    [Fact]
    public void ProteomicsVectors_Correlations()
    {
        double[] a = [0, 1, 1, 2, 2, 2, 3, 3, 0, 1, 2, 3], b = [0, 0, 1, 1, 2, 3, 3, 2, 1, 2, 2, 3];
        CorrelationResult tau = KendallCorrelation.Compute(a, b), spearman = SpearmanCorrelation.Compute(a, b);
        Close.To([0.6792452830, 0.0075092026], [tau.Coefficient, tau.PValue], 1e-7);
        Close.To([0.7696629213, 0.0034169944], [spearman.Coefficient, spearman.PValue], 1e-7);
        Close.To(0.7631578947, PearsonCorrelation.Compute(a, b).Coefficient, 1e-9);
    }

    private static double[] Codes(params int[] counts) => [.. counts.SelectMany((n, code) => Enumerable.Repeat((double)code, n))];

    [Fact]
    public void Transposing_ChangesNothing() =>
        Gen.Int[0, 6].Array[6].Sample(counts =>
        {
            int[,] a = new int[2, 3], b = new int[3, 2];
            for (int i = 0; i < 6; i++) a[i / 3, i % 3] = b[i % 3, i / 3] = counts[i];
            if (counts.Sum() == 0) return true;
            double p = FisherFreemanHalton.Test(new ContingencyTable(a)).PValue, q = FisherFreemanHalton.Test(new ContingencyTable(b)).PValue;
            return Math.Abs(p - q) < 1e-9 && p is > 0 and <= 1;
        }, iter: 200);

    [Fact]
    public void EmptyColumns_AreDropped() =>
        Assert.Equal(1, ChiSquaredTest.Test(new ContingencyTable(new[,] { { 3, 0, 4 }, { 5, 0, 2 } }), yates: false).DegreesOfFreedom);
}
