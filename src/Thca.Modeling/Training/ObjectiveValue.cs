using Thca.Modeling.Calibration;
using Thca.Modeling.Metrics;
using Thca.Statistics.DecisionCurves;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Training;

/// <summary>Value of a configuration's inner predictions under an objective; higher is better.</summary>
internal static class ObjectiveValue
{
    private const double LossLimit = 1e-6;

    public static double Of(SearchObjective objective, InnerPrediction prediction, InnerFolds inner, double minSensitivity) => objective switch
    {
        SearchObjective.AveragePrecision => ByFold(prediction.LogOdds, inner, PrecisionRecallCurve.AveragePrecision),
        SearchObjective.Screening => RocCurve.From(inner.Outcome, prediction.LogOdds).SpecificityAtSensitivity(minSensitivity),
        SearchObjective.NetBenefit => NetBenefit(prediction.LogOdds, inner.Outcome),
        SearchObjective.ReferenceRecall => ReferenceRecall(prediction.Margins, inner),
        _ => -LogLoss(prediction.LogOdds, inner.Outcome),
    };

    private static double LogLoss(double[] logOdds, bool[] outcome)
    {
        double sum = 0;
        for (int i = 0; i < logOdds.Length; i++)
        {
            double p = Math.Clamp(CalibrationMap.Logistic(logOdds[i]), LossLimit, 1 - LossLimit);
            sum -= Math.Log(outcome[i] ? p : 1 - p);
        }

        return sum / logOdds.Length;
    }

    private static double NetBenefit(double[] logOdds, bool[] outcome)
    {
        double[] p = Array.ConvertAll(logOdds, CalibrationMap.Logistic);
        return Enumerable.Range(5, 26).Average(t => DecisionCurve.NetBenefit(outcome, p, t / 100.0));
    }

    private static double ReferenceRecall(double[] margins, InnerFolds inner)
    {
        double recall = ByFold(margins, inner, (y, m) => Counts(y, m).Sensitivity);
        double precision = ByFold(margins, inner, (y, m) => Counts(y, m).PositivePredictiveValue is var p && double.IsNaN(p) ? 0 : p);
        return precision >= 0.1 ? recall : 0.5 * recall;
    }

    // A tie at exactly one half counts as negative.
    private static ConfusionCounts Counts(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> margins) => ConfusionCounts.Of(outcome, margins, double.Epsilon);

    private delegate double FoldMetric(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> scores);

    private static double ByFold(double[] scores, InnerFolds inner, FoldMetric metric) => inner.Assignment.Distinct().Average(f =>
    {
        int[] rows = [.. Enumerable.Range(0, scores.Length).Where(r => inner.Assignment[r] == f)];
        return metric(Array.ConvertAll(rows, r => inner.Outcome[r]), Array.ConvertAll(rows, r => scores[r]));
    });
}
