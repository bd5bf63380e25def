using System.Globalization;
using Thca.Modeling.Metrics;

namespace Thca.Modeling.Reports;

/// <summary>The headline of a validation in one sentence: sensitivity and negative predictive value with denominators and intervals, exact ones too where the denominator is below 40.</summary>
public static class Headline
{
    private const int FewTrials = 40;

    /// <summary>The sentence.</summary>
    /// <param name="title">What was validated, e.g. External validation.</param>
    /// <param name="cohort">Predictions; over several repeats counts are means.</param>
    /// <param name="metrics">Their metrics.</param>
    /// <param name="threshold">Threshold of the decisions; null where folds have their own.</param>
    public static string Of(string title, PredictedCohort cohort, IReadOnlyDictionary<string, MetricEstimate> metrics, double? threshold)
    {
        int n = cohort.Outcome.Length, events = cohort.Outcome.Count(y => y);
        ConfusionCounts[] counts = [.. cohort.Positive.Select(p => BinaryMetrics.Count(cohort.Outcome, p))];
        string F(FormattableString text) => FormattableString.Invariant(text);
        string sensitivity = Proportion(metrics["sensitivity"], counts.Average(c => c.TruePositives), counts.Average(c => c.Positives));
        string npv = Proportion(metrics["npv"], counts.Average(c => c.TrueNegatives), counts.Average(c => c.TrueNegatives + c.FalseNegatives));
        string at = threshold is { } t ? F($" at threshold {t:0.000}") : " at the thresholds of the folds";
        return F($"{title} (n = {n}, M1 = {events}, prevalence {100.0 * events / n:0.0} %): sensitivity {sensitivity}, NPV {npv}, specificity {ReportText.Percent(metrics["specificity"])}, PPV {ReportText.Percent(metrics["ppv"])}, AUC {ReportText.Share(metrics["auc_roc"])}{at}.");
    }

    /// <summary>What calling everybody negative would give.</summary>
    public static string EverybodyNegative(PredictedCohort cohort) =>
        FormattableString.Invariant($"Calling everybody negative has an NPV of {100.0 * cohort.Outcome.Count(y => !y) / cohort.Outcome.Length:0.0} % and a sensitivity of 0 %.");

    private static string Proportion(MetricEstimate metric, double successes, double trials)
    {
        if (double.IsNaN(metric.Value)) return ReportText.Undefined;
        string exact = "";
        if (trials < FewTrials)
        {
            MetricEstimate limits = ProportionIntervals.Mean(metric.Value, trials, exact: true);
            exact = FormattableString.Invariant($"; exact {100 * limits.Lower:0.0}-{100 * limits.Upper:0.0}");
        }

        string k = successes.ToString("0.#", CultureInfo.InvariantCulture), of = trials.ToString("0.#", CultureInfo.InvariantCulture);
        return FormattableString.Invariant($"{100 * metric.Value:0.0} % ({k}/{of}; 95 % CI {100 * metric.Lower:0.0}-{100 * metric.Upper:0.0}{exact})");
    }
}
