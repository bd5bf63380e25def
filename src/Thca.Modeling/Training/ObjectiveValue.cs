using Thca.Modeling.Calibration;
using Thca.Modeling.Metrics;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Training;

/// <summary>Value of a configuration's inner predictions under an objective; higher is better.</summary>
internal static class ObjectiveValue
{
    private const double LossLimit = 1e-6;
    private const double LeastPrecision = 0.1;

    /// <summary>What is maximised: the mean over folds of average precision or recall, otherwise the value of all inner predictions together.</summary>
    public static double Of(SearchObjective objective, InnerPrediction prediction, InnerFolds inner, double minSensitivity) => objective switch
    {
        SearchObjective.AveragePrecision => ByFold(objective, prediction, inner, minSensitivity).Average(),
        SearchObjective.ReferenceRecall => (MeanPrecision(prediction, inner) >= LeastPrecision ? 1 : 0.5) * ByFold(objective, prediction, inner, minSensitivity).Average(),
        _ => On(objective, inner.Outcome, prediction.LogOdds, prediction.Margins, minSensitivity),
    };

    /// <summary>The same on the held-out rows of each fold alone.</summary>
    public static double[] ByFold(SearchObjective objective, InnerPrediction prediction, InnerFolds inner, double minSensitivity) =>
        [.. Enumerable.Range(0, inner.Rows.Count).Select(f => InFold(objective, prediction.LogOdds, prediction.Margins, inner, f, minSensitivity))];

    /// <summary>The same on the held-out rows of one fold.</summary>
    public static double InFold(SearchObjective objective, double[] logOdds, double[] margins, InnerFolds inner, int fold, double minSensitivity) =>
        On(objective, At(inner.Outcome, inner.Rows[fold]), At(logOdds, inner.Rows[fold]), At(margins, inner.Rows[fold]), minSensitivity);

    private static double On(SearchObjective objective, bool[] outcome, double[] logOdds, double[] margins, double minSensitivity) => objective switch
    {
        SearchObjective.AveragePrecision => PrecisionRecallCurve.AveragePrecision(outcome, logOdds),
        SearchObjective.Screening => RocCurve.From(outcome, logOdds).SpecificityAtSensitivity(minSensitivity),
        SearchObjective.NetBenefit => ScreeningBenefit.Mean(outcome, Array.ConvertAll(logOdds, CalibrationMap.Logistic)),
        SearchObjective.ReferenceRecall => Counts(outcome, margins).Sensitivity,
        _ => -LogLoss(logOdds, outcome),
    };

    /// <summary>Mean negative log-likelihood, probabilities limited to [1e-6, 1 - 1e-6].</summary>
    public static double LogLoss(double[] logOdds, bool[] outcome)
    {
        double sum = 0;
        for (int i = 0; i < logOdds.Length; i++)
        {
            double p = Math.Clamp(CalibrationMap.Logistic(logOdds[i]), LossLimit, 1 - LossLimit);
            sum -= Math.Log(outcome[i] ? p : 1 - p);
        }

        return sum / logOdds.Length;
    }

    private static double MeanPrecision(InnerPrediction prediction, InnerFolds inner) =>
        inner.Rows.Average(rows => Counts(At(inner.Outcome, rows), At(prediction.Margins, rows)).PositivePredictiveValue is var p && double.IsNaN(p) ? 0 : p);

    // A tie at exactly one half counts as negative.
    private static ConfusionCounts Counts(bool[] outcome, double[] margins) => ConfusionCounts.Of(outcome, margins, double.Epsilon);

    private static T[] At<T>(T[] values, int[] rows) => Array.ConvertAll(rows, r => values[r]);
}
