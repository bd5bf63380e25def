using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Metrics;

/// <summary>
/// All metrics with 95 % intervals: Wilson (or exact) for proportions, DeLong on the logit scale for the area under the ROC curve, the log
/// method for likelihood and odds ratios and for observed to expected events, Wald for calibration in the large, class-stratified bootstrap of
/// patients for everything else. With several repeats the value is the mean over repeats, and a patient is drawn with all of its repeats.
/// </summary>
public static class MetricSuite
{
    private static readonly string[] Proportions = ["sensitivity", "specificity", "ppv", "npv", "accuracy"];
    private static readonly string[] WithoutInterval = ["prevalence"];

    /// <summary>Computes values and intervals.</summary>
    /// <param name="cohort">The predictions.</param>
    /// <param name="options">Kinds of interval; null for the defaults.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Names the sub-streams, e.g. the combination and cohort.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    public static IReadOnlyDictionary<string, MetricEstimate> Estimate(
        PredictedCohort cohort, MetricOptions? options = null, RandomSeed? seed = null, string name = "", ComputeOptions? compute = null, CancellationToken ct = default)
    {
        options ??= new MetricOptions();
        options.Validate();
        RandomSeed run = seed ?? RandomSeed.Default;
        double[] values = cohort.Metrics(smooth: true, options.Undefined);
        double[][] fast = Replicate(cohort, options.Replicates, run, $"metrics/{name}", smooth: false, options, compute, ct);
        double[][] smooth = Replicate(cohort, options.SmoothReplicates, run, $"smooth/{name}", smooth: true, options, compute, ct);
        double[][] jackknife = options.Bca ? Jackknife(cohort, options, compute, ct) : [];
        var result = new Dictionary<string, MetricEstimate>(StringComparer.Ordinal);
        for (int i = 0; i < values.Length; i++)
        {
            string key = MetricCatalog.Keys[i];
            result[key] = ClosedForm(key, values[i], cohort, options) ?? Bootstrapped(i, values[i], i < MetricCatalog.FastCount ? fast : smooth, jackknife, options);
        }

        return result;
    }

    private static MetricEstimate? ClosedForm(string key, double value, PredictedCohort cohort, MetricOptions options)
    {
        if (double.IsNaN(value)) return MetricEstimate.Undefined;
        if (WithoutInterval.Contains(key)) return MetricEstimate.Point(value);
        if (Proportions.Contains(key)) return ProportionIntervals.Mean(value, Denominators(key, cohort), options.ExactProportions);
        if (key == "auc_roc")
        {
            AucEstimate auc = DeLong.MeanAuc(cohort.Outcome, cohort.Probabilities);
            return double.IsNaN(auc.Lower) ? null : new MetricEstimate(value, auc.Lower, auc.Upper, "delong-logit");
        }

        return cohort.Repeats == 1 && key is "lr_positive" or "lr_negative" or "dor"
            ? RatioIntervals.Log(key, value, BinaryMetrics.Count(cohort.Outcome, cohort.Positive[0]))
            : CalibrationIntervals.Of(key, value, cohort.Outcome, cohort.Probabilities);
    }

    private static double Denominators(string key, PredictedCohort cohort) => Enumerable.Range(0, cohort.Repeats).Average(r =>
    {
        ConfusionCounts c = BinaryMetrics.Count(cohort.Outcome, cohort.Positive[r]);
        return key switch
        {
            "sensitivity" => c.Positives,
            "specificity" => c.Negatives,
            "ppv" => c.TruePositives + c.FalsePositives,
            "npv" => c.TrueNegatives + c.FalseNegatives,
            _ => (double)c.Count,
        };
    });

    private static MetricEstimate Bootstrapped(int index, double value, double[][] samples, double[][] jackknife, MetricOptions options)
    {
        if (samples.Length == 0) return MetricEstimate.Point(value);
        double[] replicates = Array.ConvertAll(samples, s => s[index]);
        bool bca = options.Bca && index < MetricCatalog.FastCount;
        (double lower, double upper) = bca
            ? BootstrapInterval.Bca(value, replicates, Array.ConvertAll(jackknife, s => s[index]))
            : BootstrapInterval.Percentile(replicates);
        return new MetricEstimate(value, lower, upper, double.IsNaN(lower) ? "" : bca ? "bootstrap-bca" : "bootstrap-percentile") { Replicates = replicates.Length, Skipped = replicates.Count(double.IsNaN) };
    }

    private static double[][] Replicate(
        PredictedCohort cohort, int count, RandomSeed seed, string name, bool smooth, MetricOptions options, ComputeOptions? compute, CancellationToken ct) =>
        OrderedParallel.Map(
            count,
            b => cohort.SelectRows(StratifiedBootstrap.Draw(cohort.Outcome, seed.Stream("bootstrap", name, b))).Metrics(smooth, options.Undefined),
            compute,
            ct);

    private static double[][] Jackknife(PredictedCohort cohort, MetricOptions options, ComputeOptions? compute, CancellationToken ct) => OrderedParallel.Map(
        cohort.Outcome.Length,
        left => cohort.SelectRows([.. Enumerable.Range(0, cohort.Outcome.Length).Where(r => r != left)]).Metrics(smooth: false, options.Undefined),
        compute,
        ct);
}
