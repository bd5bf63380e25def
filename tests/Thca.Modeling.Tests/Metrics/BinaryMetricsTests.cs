using System.Text.Json;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Modeling.Metrics;
using Thca.Statistics.Resampling;
using Thca.Testing;

namespace Thca.Modeling.Tests.Metrics;

public sealed class BinaryMetricsTests
{
    /// <summary>TP 14, FN 1, TN 90, FP 10: the demonstration of 93.3 % and 98.9 %.</summary>
    private static (bool[] Y, double[] P) Headline()
    {
        bool[] y = [.. Enumerable.Repeat(true, 15), .. Enumerable.Repeat(false, 100)];
        double[] p = [.. Enumerable.Repeat(0.9, 14), 0.1, .. Enumerable.Repeat(0.1, 90), .. Enumerable.Repeat(0.9, 10)];
        return (y, p);
    }

    [Theory]
    [InlineData("sensitivity", .9333333333)]
    [InlineData("specificity", .9)]
    [InlineData("ppv", .5833333333)]
    [InlineData("npv", .9890109890)]
    [InlineData("accuracy", .9043478261)]
    [InlineData("balanced_accuracy", .9166666667)]
    [InlineData("f1_score", .7179487179)]
    [InlineData("f2_score", .8333333333)]
    [InlineData("f3_score", .8805031447)]
    [InlineData("g_mean", .9165151390)]
    [InlineData("mcc", .6906182751)]
    [InlineData("cohen_kappa", .6640106242)]
    [InlineData("detection_rate", .1217391304)]
    [InlineData("lr_positive", 9.3333333333)]
    [InlineData("lr_negative", .0740740741)]
    [InlineData("dor", 126)]
    [InlineData("informedness", .8333333333)]
    [InlineData("markedness", .5723443223)]
    public void Printed_example(string key, double expected)
    {
        (bool[] y, double[] p) = Headline();
        Close.To(expected, BinaryMetrics.Compute(y, p, 0.5)[key], 1e-9, what: key);
    }

    [Fact]
    public void Printed_intervals()
    {
        MetricEstimate se = ProportionIntervals.Wilson(14, 15), npv = ProportionIntervals.Wilson(90, 91);
        Close.To([.7018347013, .9881331045, .9403506434, .9980575287], [se.Lower, se.Upper, npv.Lower, npv.Upper], 1e-9);
        se = ProportionIntervals.ClopperPearson(14, 15);
        npv = ProportionIntervals.ClopperPearson(90, 91);
        Close.To([.6805154334, .9983135698, .9402891872, .9997218210], [se.Lower, se.Upper, npv.Lower, npv.Upper], 1e-8);
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("rare")]
    [InlineData("ties")]
    public void Agrees_with_the_golden_values(string name)
    {
        JsonElement c = GoldenJson.Open("stats", "metrics.json").GetProperty("cases").GetProperty(name), at = c.GetProperty("at_0.5");
        bool[] y = [.. c.GetProperty("y").Numbers().Select(v => v == 1)];
        double[] p = c.GetProperty("score").Numbers();
        IReadOnlyDictionary<string, double> m = BinaryMetrics.Compute(y, p, 0.5, UndefinedValues.Published);
        Close.To(c.GetProperty("auc").Number(), m["auc_roc"], 1e-10);
        Close.To(c.GetProperty("average_precision").Number(), m["auc_pr"], 1e-10);
        Close.To(c.GetProperty("brier").Number(), m["brier_score"], 1e-10);
        Close.To(c.GetProperty("log_loss").Number(), m["log_loss"], 1e-10);
        foreach ((string key, string stored) in new[] { ("balanced_accuracy", "balanced_accuracy"), ("mcc", "mcc"), ("cohen_kappa", "kappa"), ("f1_score", "f1"), ("f2_score", "f2"), ("f3_score", "f3"), ("g_mean", "g_mean"), ("ppv", "precision"), ("sensitivity", "recall") })
            Close.To(at.GetProperty(stored).Number(), m[key], 1e-10, what: key);
    }

    [Fact]
    public void Undefined_is_undefined_and_the_published_substitutes_are_only_given_when_asked()
    {
        bool[] y = [true, false, false];
        double[] p = [0.1, 0.2, 0.3];
        Assert.True(double.IsNaN(BinaryMetrics.Compute(y, p, 0.5)["ppv"]));
        Assert.Equal(0, BinaryMetrics.Compute(y, p, 0.5, UndefinedValues.Published)["ppv"]);
        Assert.Equal(double.PositiveInfinity, BinaryMetrics.Compute(y, p, 0.5, UndefinedValues.Published)["lr_positive"]);
    }

    [Fact]
    public void Suite_gives_every_metric_and_does_not_depend_on_threads()
    {
        RandomStream random = RandomSeed.Default.Stream("t");
        bool[] y = [.. Enumerable.Range(0, 80).Select(i => i % 4 == 0)];
        double[] p = [.. y.Select(v => Math.Clamp(0.3 + 0.2 * random.NextNormal() + (v ? 0.3 : 0), 0.01, 0.99))];
        PredictedCohort cohort = PredictedCohort.Single([.. y.Select((_, i) => $"P{i}")], y, p, 0.45);
        var options = new MetricOptions { Replicates = 200, SmoothReplicates = 50 };
        IReadOnlyDictionary<string, MetricEstimate> one = MetricSuite.Estimate(cohort, options, new RandomSeed(3), compute: ComputeOptions.SingleThread);
        IReadOnlyDictionary<string, MetricEstimate> two = MetricSuite.Estimate(cohort, options, new RandomSeed(3), compute: new ComputeOptions { MaxDegreeOfParallelism = 2 });
        Assert.Equal(MetricCatalog.Keys, one.Keys);
        Assert.Equal(one, two);
        Assert.Equal(("delong-logit", "wilson", "bootstrap-percentile", "log"), (one["auc_roc"].Method, one["npv"].Method, one["brier_score"].Method, one["dor"].Method));
        Assert.All(one.Where(m => m.Value.Method.Length > 0), m => Assert.True(m.Value.Lower <= m.Value.Value + 1e-9 && m.Value.Value <= m.Value.Upper + 1e-9, m.Key));
        IReadOnlyDictionary<string, MetricEstimate> bca = MetricSuite.Estimate(cohort, options with { Bca = true }, new RandomSeed(3));
        Assert.Equal("bootstrap-bca", bca["brier_score"].Method);
    }

    [Fact]
    public void Wilson_covers_simulated_binomials_as_often_as_it_says()
    {
        RandomStream random = RandomSeed.Default.Stream("coverage");
        int covered = 0;
        for (int s = 0; s < 1000; s++)
        {
            int k = Enumerable.Range(0, 60).Count(_ => random.NextDouble() < 0.8);
            MetricEstimate e = ProportionIntervals.Wilson(k, 60);
            if (e.Lower <= 0.8 && 0.8 <= e.Upper) covered++;
        }

        Assert.InRange(covered, 930, 975);
    }

    [Fact]
    public void Bootstrap_covers_simulated_binomials_as_often_as_it_says()
    {
        RandomStream random = RandomSeed.Default.Stream("bootstrap coverage");
        int covered = 0;
        for (int s = 0; s < 1000; s++)
        {
            // 150 events, each found with probability 0.7; the patients of the other class do not matter.
            bool[] outcome = [.. Enumerable.Range(0, 152).Select(i => i < 150)], found = [.. outcome.Select(_ => random.NextDouble() < 0.7)];
            double[] replicates = StratifiedBootstrap.Replicate(outcome, 400, rows => rows.Count(r => outcome[r] && found[r]) / 150.0, new RandomSeed(s), "coverage", ComputeOptions.SingleThread);
            (double lower, double upper) = BootstrapInterval.Percentile(replicates);
            if (lower <= 0.7 && 0.7 <= upper) covered++;
        }

        Assert.InRange(covered, 930, 970);
    }

    [Fact]
    public void McNemar_and_corrected_fold_intervals()
    {
        Assert.Equal(1, PairedComparison.McNemar(0, 0));
        Close.To(2 * (1 + 6) / 64.0, PairedComparison.McNemar(5, 1), 1e-12);
        MetricEstimate mean = NadeauBengio.Interval([0.8, 0.9, 0.7, 0.8], 0.25);
        Close.To(0.8, mean.Value, 1e-12);
        Close.To(0.8 - 3.182446305 * Math.Sqrt((0.25 + 0.25) * 0.02 / 3), mean.Lower, 1e-8);
    }
}
