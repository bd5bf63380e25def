using Thca.Modeling.Metrics;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Reports;

/// <summary>How the operating threshold came about, what others would do, and what its neighbours would change.</summary>
internal static class ThresholdReport
{
    public const string FileName = "threshold_optimization_report.md";
    private static readonly double[] Factors = [0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5];

    public static string Write(CritTrainingResult result, ExternalValidation? external)
    {
        var report = new StudyReport("Threshold optimisation", result, external);
        ChosenThreshold chosen = result.Thresholds[0];
        report.Section("Operating threshold");
        report.Line($"{chosen.Strategy}: {ReportText.Number(chosen.Value)}, {chosen.Status}, chosen from inner out-of-fold predictions of {chosen.Counts.Count} patients with {chosen.Counts.Positives} events.");
        if (chosen.Status != ThresholdStatus.Feasible) report.Line("The constraints could not all be met; sensitivity target missed or relaxed.");
        if (!double.IsNaN(result.ThresholdRange.Value)) report.Line($"Over bootstrap samples its median is {ReportText.Number(result.ThresholdRange.Value)} (2.5 to 97.5 %: {ReportText.Number(result.ThresholdRange.Lower)} to {ReportText.Number(result.ThresholdRange.Upper)}).");
        report.Section("Strategies");
        report.Table(["Strategy", "Threshold", "Status", "Sensitivity", "Specificity", "PPV", "NPV"], result.Thresholds.Select(t => (string[])
        [
            t.Strategy.ToString(), ReportText.Number(t.Value), t.Status.ToString(), Of(t.Counts.TruePositives, t.Counts.Positives), Of(t.Counts.TrueNegatives, t.Counts.Negatives),
            Of(t.Counts.TruePositives, t.Counts.TruePositives + t.Counts.FalsePositives), Of(t.Counts.TrueNegatives, t.Counts.TrueNegatives + t.Counts.FalseNegatives),
        ]));
        report.Section("Neighbouring thresholds");
        report.Line("Mean calibrated out-of-fold probabilities of the development patients.");
        report.Line();
        double[] p = report.Best.Predictions.MeanProbability();
        report.Table(["Threshold", "Sensitivity", "Specificity", "NPV", "Called positive"], Factors.Select(f => Math.Min(0.99, f * chosen.Value)).Distinct().Select(t =>
        {
            ConfusionCounts c = ConfusionCounts.Of(report.Best.Predictions.Outcome, p, t);
            return (string[])[ReportText.Number(t), ReportText.Percent(c.Sensitivity), ReportText.Percent(c.Specificity), ReportText.Percent(c.NegativePredictiveValue), FormattableString.Invariant($"{c.TruePositives + c.FalsePositives} of {c.Count}")];
        }));
        return report.Finish();
    }

    private static string Of(int successes, int trials) => ReportText.Percent(ProportionIntervals.Wilson(successes, trials));
}
