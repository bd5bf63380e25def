using System.Globalization;
using Thca.Modeling.Metrics;

namespace Thca.Cli.Commands.Model;

/// <summary>The headline metrics in words, with intervals and denominators.</summary>
internal static class MetricText
{
    public static IEnumerable<string> Lines(PredictedCohort cohort, IReadOnlyDictionary<string, MetricEstimate> metrics)
    {
        int events = cohort.Outcome.Count(y => y);
        yield return string.Create(CultureInfo.InvariantCulture, $"{cohort.Outcome.Length} patients, {events} with the event ({100.0 * events / cohort.Outcome.Length:0.0} %); calling everybody negative has an NPV of {100.0 * (cohort.Outcome.Length - events) / cohort.Outcome.Length:0.0} %.");
        yield return $"AUC {Share(metrics["auc_roc"])}, sensitivity {Percent(metrics["sensitivity"])}, specificity {Percent(metrics["specificity"])}, PPV {Percent(metrics["ppv"])}, NPV {Percent(metrics["npv"])}";
        yield return $"Calibration slope {Share(metrics["calibration_slope"])}, observed/expected {Share(metrics["oe_ratio"])}, Brier {Share(metrics["brier_score"])}";
    }

    private static string Share(MetricEstimate m) => double.IsNaN(m.Value) ? "undefined" : string.Create(CultureInfo.InvariantCulture, $"{m.Value:0.000}{Interval(m, 1, "0.000")}");

    private static string Percent(MetricEstimate m) => double.IsNaN(m.Value) ? "undefined" : string.Create(CultureInfo.InvariantCulture, $"{100 * m.Value:0.0} %{Interval(m, 100, "0.0")}");

    private static string Interval(MetricEstimate m, double factor, string format) => double.IsNaN(m.Lower)
        ? " (no interval)"
        : $" (95 % CI {(factor * m.Lower).ToString(format, CultureInfo.InvariantCulture)}-{(factor * m.Upper).ToString(format, CultureInfo.InvariantCulture)})";
}
