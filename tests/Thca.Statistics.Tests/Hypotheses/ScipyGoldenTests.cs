using System.Text.Json;
using Thca.Statistics.Correlation;
using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;
using Thca.Testing;

namespace Thca.Statistics.Tests.Hypotheses;

/// <summary>Expected values: golden/stats/tests.json (scipy.stats 1.10.1).</summary>
public class ScipyGoldenTests
{
    public static TheoryData<string> Samples => ["small", "medium", "ties", "skewed", "equal_len"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void MannWhitney_AllMethods(string name)
    {
        (JsonElement c, double[] a, double[] b) = Case(name);
        foreach ((string word, Alternative alternative) in new[] { ("two-sided", Alternative.TwoSided), ("less", Alternative.Less), ("greater", Alternative.Greater) })
        {
            Same(c, $"mannwhitneyu_{word}_auto", MannWhitney.Test(a, b, MannWhitneyMethod.SciPyAuto, alternative));
            Same(c, $"mannwhitneyu_{word}_exact", MannWhitney.Test(a, b, MannWhitneyMethod.ExactUntied, alternative));
            Same(c, $"mannwhitneyu_{word}_asymptotic", MannWhitney.Test(a, b, MannWhitneyMethod.Asymptotic, alternative));
        }

        Same(c, "mannwhitneyu_nocontinuity", MannWhitney.Test(a, b, MannWhitneyMethod.Asymptotic, continuity: false));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void TwoSampleTests(string name)
    {
        (JsonElement c, double[] a, double[] b) = Case(name);
        Same(c, "ttest_ind", TTest.Student(a, b));
        Same(c, "ttest_welch", TTest.Welch(a, b));
        Same(c, "levene_median", AnalysisOfVariance.BrownForsythe([a, b]));
        Same(c, "ks_2samp", KolmogorovSmirnov.TwoSamples(a, b));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void ShapiroWilk_Royston(string name)
    {
        (JsonElement c, double[] a, double[] b) = Case(name);
        // SciPy computes in single precision: W agrees to 1e-6; p is compared at the stored W, because 1 - W magnifies the rounding of W.
        foreach ((string key, double[] sample) in new[] { ("shapiro_a", a), ("shapiro_b", b) })
        {
            double[] expected = c.GetProperty(key).Numbers();
            HypothesisTestResult result = ShapiroWilk.Test(sample);
            Close.To(expected[0], result.Statistic, 1e-6, what: $"{key} W");
            Close.To(expected[1], ShapiroWilk.PValue(expected[0], sample.Length), 2e-6, 1e-7, what: $"{key} p");
            Close.To(expected[1], result.PValue, 5e-5, what: $"{key} p");
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Summaries(string name)
    {
        (JsonElement c, double[] a, _) = Case(name);
        Close.To(c.GetProperty("percentiles_0_2.5_25_50_75_97.5_100").Numbers(), Quantiles.Of(a, [0, 0.025, 0.25, 0.5, 0.75, 0.975, 1]), 1e-12);
        Close.To(c.GetProperty("rank_average").Numbers(), Ranks.Of(a).Values, 0);
        Close.To(
            c.GetProperty("skew_kurtosis").Numbers(),
            [Moments.Skewness(a), Moments.ExcessKurtosis(a), Moments.Skewness(a, unbiased: true), Moments.ExcessKurtosis(a, unbiased: true)],
            1e-10);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void PairedTestsAndCorrelations(string name)
    {
        (JsonElement c, _, _) = Case(name);
        double[][] pairs = c.GetProperty("pairs").Rows();
        (double[] x, double[] y) = (pairs[0], pairs[1]);
        Same(c, "ttest_rel", TTest.Paired(x, y));
        Same(c, "wilcoxon", WilcoxonSignedRank.Test(x, y, WilcoxonMethod.ExactUntied));
        CorrelationResult pearson = PearsonCorrelation.Compute(x, y);
        Close.To(c.GetProperty("pearsonr").Numbers(), [pearson.Coefficient, pearson.PValue, pearson.Lower, pearson.Upper], 1e-8, what: "pearson");
        CorrelationResult spearman = SpearmanCorrelation.Compute(x, y);
        Close.To(c.GetProperty("spearmanr").Numbers(), [spearman.Coefficient, spearman.PValue], 1e-8, what: "spearman");
        CorrelationResult kendall = KendallCorrelation.Compute(x, y), asymptotic = KendallCorrelation.Compute(x, y, KendallMethod.Asymptotic);
        Close.To(c.GetProperty("kendalltau").Numbers(), [kendall.Coefficient, kendall.PValue], 1e-8, what: "kendall");
        Close.To(c.GetProperty("kendalltau_asymptotic").Numbers(), [asymptotic.Coefficient, asymptotic.PValue], 1e-8, what: "kendall asymptotic");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void KolmogorovSmirnov_AgainstFittedNormal(string name)
    {
        (JsonElement c, double[] a, _) = Case(name);
        double mean = Moments.Mean(a), sd = Moments.StandardDeviation(a);
        Same(c, "kstest_norm_a", KolmogorovSmirnov.OneSample(a, v => NormalDistribution.Cdf((v - mean) / sd)));
    }

    private static (JsonElement Case, double[] A, double[] B) Case(string name)
    {
        JsonElement c = GoldenJson.Open("stats", "tests.json").GetProperty("cases").GetProperty(name);
        return (c, c.GetProperty("a").Numbers(), c.GetProperty("b").Numbers());
    }

    private static void Same(JsonElement c, string key, HypothesisTestResult result, double statistic = 1e-10, double p = 1e-8)
    {
        double[] expected = c.GetProperty(key).Numbers();
        Close.To(expected[0], result.Statistic, statistic, what: $"{key} statistic");
        Close.To(expected[1], result.PValue, p, what: $"{key} p");
    }
}
