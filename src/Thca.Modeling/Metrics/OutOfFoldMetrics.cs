using Thca.Statistics.Roc;

namespace Thca.Modeling.Metrics;

/// <summary>Metrics of probabilities and decisions with closed-form intervals.</summary>
internal static class OutOfFoldMetrics
{
    public static IReadOnlyDictionary<string, MetricEstimate> Compute(bool[] outcome, double[] probabilities, ConfusionCounts counts)
    {
        AucEstimate auc = DeLong.Auc(outcome, probabilities);
        double brier = probabilities.Select((p, i) => Math.Pow(p - (outcome[i] ? 1 : 0), 2)).Average();
        return new SortedDictionary<string, MetricEstimate>(StringComparer.Ordinal)
        {
            ["auc_roc"] = new(auc.Value, auc.Lower, auc.Upper, double.IsNaN(auc.Lower) ? "" : "delong-logit"),
            ["auc_pr"] = MetricEstimate.Point(PrecisionRecallCurve.AveragePrecision(outcome, probabilities)),
            ["brier_score"] = MetricEstimate.Point(brier),
            ["sensitivity"] = ProportionIntervals.Wilson(counts.TruePositives, counts.Positives),
            ["specificity"] = ProportionIntervals.Wilson(counts.TrueNegatives, counts.Negatives),
            ["ppv"] = ProportionIntervals.Wilson(counts.TruePositives, counts.TruePositives + counts.FalsePositives),
            ["npv"] = ProportionIntervals.Wilson(counts.TrueNegatives, counts.TrueNegatives + counts.FalseNegatives),
        };
    }
}
