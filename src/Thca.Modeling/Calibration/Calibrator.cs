using Thca.Core.Cohorts;
using Thca.Modeling.Data;
using Thca.Statistics.Calibration;

namespace Thca.Modeling.Calibration;

/// <summary>Fits calibration maps to log-odds of models that did not see the patients.</summary>
public static class Calibrator
{
    /// <summary>Fewest events for isotonic regression under <see cref="CalibrationMethod.Auto"/>.</summary>
    public const int EventsForIsotonic = 100;

    /// <summary>Fits one map.</summary>
    /// <param name="fold">Out-of-fold log-odds at natural prevalence.</param>
    /// <param name="method">The method.</param>
    public static CalibrationMap Fit(TrainingFold<ScoredPatients> fold, CalibrationMethod method = CalibrationMethod.Auto)
    {
        ScoredPatients rows = fold.Data;
        if (method == CalibrationMethod.Auto) method = rows.Events >= EventsForIsotonic ? CalibrationMethod.Isotonic : CalibrationMethod.Platt;
        CalibrationMap map = method switch
        {
            CalibrationMethod.Platt => Platt(rows),
            CalibrationMethod.Beta => Beta(rows),
            CalibrationMethod.Isotonic => Isotonic(rows),
            CalibrationMethod.VennAbers => new CalibrationMap { Method = CalibrationMethod.VennAbers, Steps = VennAbers.Fit(rows.Scores, rows.Outcome) },
            _ => CalibrationMap.Identity,
        };
        return map with { Count = rows.Scores.Length, Events = rows.Events };
    }

    /// <summary>Calibrated probabilities of which each comes from a map that did not see its fold.</summary>
    /// <param name="fold">Out-of-fold log-odds.</param>
    /// <param name="folds">Fold of every patient.</param>
    /// <param name="method">The method.</param>
    public static double[] CrossFitted(TrainingFold<ScoredPatients> fold, IReadOnlyList<int> folds, CalibrationMethod method = CalibrationMethod.Auto)
    {
        // One method for all folds, chosen by the size of the whole.
        if (method == CalibrationMethod.Auto) method = fold.Data.Events >= EventsForIsotonic ? CalibrationMethod.Isotonic : CalibrationMethod.Platt;
        var result = new double[folds.Count];
        foreach (int held in folds.Distinct())
        {
            int[] others = [.. Enumerable.Range(0, folds.Count).Where(i => folds[i] != held)];
            CalibrationMap map = Fit(new TrainingFold<ScoredPatients>(fold.Data.Select(others), fold.Name), method);
            for (int i = 0; i < result.Length; i++)
            {
                if (folds[i] == held) result[i] = map.Apply(fold.Data.Scores[i]);
            }
        }

        return result;
    }

    private static CalibrationMap Platt(ScoredPatients rows)
    {
        LogisticLine line = LogisticLine.Platt(rows.Scores, rows.Outcome);

        // A falling line would reverse the ranking; then the prevalence is all that can be said.
        return line.Slope > 0
            ? new CalibrationMap { Method = CalibrationMethod.Platt, A = line.Slope, B = line.Intercept }
            : new CalibrationMap { Method = CalibrationMethod.Platt, A = 0, B = Math.Log((rows.Events + 1.0) / (rows.Scores.Length - rows.Events + 1.0)) };
    }

    private static CalibrationMap Beta(ScoredPatients rows)
    {
        BetaCalibration fit = BetaCalibration.Fit(Probabilities(rows), rows.Outcome);
        return new CalibrationMap { Method = CalibrationMethod.Beta, A = fit.A, B = fit.B, C = fit.C };
    }

    private static CalibrationMap Isotonic(ScoredPatients rows)
    {
        double[] y = new double[rows.Outcome.Length];
        for (int i = 0; i < y.Length; i++) y[i] = rows.Outcome[i] ? 1 : 0;
        IsotonicFit fit = IsotonicRegression.Fit(Probabilities(rows), y);
        return new CalibrationMap { Method = CalibrationMethod.Isotonic, KnotsX = fit.KnotsX, KnotsY = fit.KnotsY };
    }

    private static double[] Probabilities(ScoredPatients rows)
    {
        double[] p = rows.Scores.ToArray();
        for (int i = 0; i < p.Length; i++) p[i] = CalibrationMap.Logistic(p[i]);
        return p;
    }
}
