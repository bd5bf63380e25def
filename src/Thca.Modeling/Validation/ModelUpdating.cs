using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Statistics.Calibration;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Validation;

/// <summary>One way to fit a frozen model to external patients: reported beside the frozen model's own numbers, never applied to it.</summary>
/// <param name="Method">None, Intercept, Recalibration or Isotonic.</param>
/// <param name="Intercept">Intercept fitted on all external patients; NaN for Isotonic.</param>
/// <param name="Slope">Slope fitted on all external patients; NaN for Isotonic.</param>
/// <param name="Metrics">Metrics of cross-fitted predictions, at the frozen threshold.</param>
public sealed record ModelUpdating(string Method, double Intercept, double Slope, IReadOnlyDictionary<string, MetricEstimate> Metrics)
{
    private const int Folds = 5;
    private static readonly string[] Shown = ["log_loss", "brier_score", "sensitivity", "npv", "calibration_slope", "oe_ratio"];

    /// <summary>Tries every method; each patient is predicted by an update that did not see it.</summary>
    /// <param name="external">External predictions of the frozen model.</param>
    /// <param name="options">Intervals; null for the defaults.</param>
    /// <param name="seed">Seed of folds and bootstrap.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between bootstrap samples.</param>
    /// <returns>Nothing when a class has fewer than two patients.</returns>
    public static IReadOnlyList<ModelUpdating> Of(PredictedCohort external, MetricOptions? options = null, RandomSeed? seed = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        RandomSeed run = seed ?? RandomSeed.Default;
        bool[] outcome = external.Outcome;
        int rarer = Math.Min(outcome.Count(y => y), outcome.Count(y => !y));
        if (rarer < 2) return [];
        double[] logOdds = CalibrationMeasures.LogOdds(external.MeanProbability());
        int[] fold = StratifiedKFold.Assign(outcome, Math.Min(Folds, rarer), run.Stream("split/updating", ""));
        ModelUpdating One(string method, Func<double[], bool[], Func<double, double>> fit)
        {
            var updated = new double[outcome.Length];
            foreach (int f in fold.Distinct())
            {
                int[] others = [.. Enumerable.Range(0, outcome.Length).Where(i => fold[i] != f)];
                Func<double, double> map = fit([.. others.Select(i => logOdds[i])], [.. others.Select(i => outcome[i])]);
                for (int i = 0; i < updated.Length; i++)
                {
                    if (fold[i] == f) updated[i] = map(logOdds[i]);
                }
            }

            LogisticLine line = LogisticLine.Regress(logOdds, outcome);
            (double intercept, double slope) = method switch
            {
                "None" => (0.0, 1.0),
                "Intercept" => (LogisticLine.InTheLarge(logOdds, outcome), 1.0),
                "Recalibration" => line.Converged ? (line.Intercept, line.Slope) : (double.NaN, double.NaN),
                _ => (double.NaN, double.NaN),
            };
            PredictedCohort cohort = PredictedCohort.Single(external.Patients, outcome, updated, external.Thresholds[0]);
            return new ModelUpdating(method, intercept, slope, MetricSuite.Estimate(cohort, options, run, $"updating/{method}", compute, ct));
        }

        return
        [
            One("None", (_, _) => CalibrationMap.Logistic),
            One("Intercept", (s, y) =>
            {
                double shift = LogisticLine.InTheLarge(s, y);
                return x => CalibrationMap.Logistic(x + shift);
            }),
            One("Recalibration", (s, y) => LogisticLine.Regress(s, y).Predict),
            One("Isotonic", (s, y) => Calibrator.Fit(new TrainingFold<ScoredPatients>(new ScoredPatients(y, s), "updating"), CalibrationMethod.Isotonic).Apply),
        ];
    }

    internal static TextTable Table(IEnumerable<ModelUpdating> methods) => new(
        ["Method", "Intercept", "Slope", "LogLoss", "LogLoss_Lower", "LogLoss_Upper", "Brier", "Brier_Lower", "Brier_Upper", "Se", "Se_Lower", "Se_Upper", "NPV", "NPV_Lower", "NPV_Upper", "Calibration_Slope", "Calibration_Slope_Lower", "Calibration_Slope_Upper", "OE", "OE_Lower", "OE_Upper"],
        methods.Select(m => (string[])[m.Method, CellText.Of(m.Intercept), CellText.Of(m.Slope), .. Shown.SelectMany(k => new[] { CellText.Of(m.Metrics[k].Value), CellText.Of(m.Metrics[k].Lower), CellText.Of(m.Metrics[k].Upper) })]));
}
