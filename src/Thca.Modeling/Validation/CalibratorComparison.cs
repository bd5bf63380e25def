using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Modeling.Training;
using Thca.Statistics.Calibration;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Validation;

/// <summary>
/// How a calibration method would have done in the nested cross-validation: in every outer fold its map is fitted to the inner predictions that the
/// model's own map is fitted to, and applied to the patients held out. All methods are judged on the same bootstrap samples of patients.
/// </summary>
/// <param name="Method">The method.</param>
/// <param name="InModel">Whether the frozen model has it.</param>
/// <param name="Folds">Number of outer folds that used it.</param>
/// <param name="Metrics">The metrics of <see cref="Keys"/> with 95 % intervals; log loss limits probabilities to [1e-6, 1 - 1e-6].</param>
public sealed record CalibratorComparison(CalibrationMethod Method, bool InModel, int Folds, IReadOnlyDictionary<string, MetricEstimate> Metrics)
{
    private const double LossLimit = 1e-6;
    private const int MostReplicates = 1000;
    private static readonly CalibrationMethod[] Methods = [CalibrationMethod.None, CalibrationMethod.Platt, CalibrationMethod.Beta, CalibrationMethod.Isotonic, CalibrationMethod.VennAbers];

    /// <summary>Keys of the metrics.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["calibration_slope", "calibration_intercept", "oe_ratio", "brier_score", "log_loss", "ece10"];

    private MetricEstimate Slope => Metrics[Keys[0]];

    private bool SlopeCoversOne => Slope.Lower <= 1 && Slope.Upper >= 1;

    /// <summary>The map of every method for one training fold.</summary>
    internal static IReadOnlyList<CalibrationMap> Fit(TrainingFold<ScoredPatients> fold) => [.. Methods.Select(m => Calibrator.Fit(fold, m))];

    /// <summary>Compares the methods on the outer folds of one combination.</summary>
    /// <param name="combination">The combination, with the maps of its folds; methods that not every fold has a map of are left out.</param>
    /// <param name="frozen">Method of the frozen model.</param>
    /// <param name="replicates">Bootstrap samples; at most 1000 are drawn, 0 leaves the metrics without intervals.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    internal static IReadOnlyList<CalibratorComparison> Of(CombinationResult combination, CalibrationMethod frozen, int replicates, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        bool[] outcome = combination.Predictions.Outcome;
        CalibrationMethod[] methods = [.. Methods.Where(m => combination.Folds.All(f => f.Calibrators.Any(c => c.Method == m)))];
        double[][][] p = [.. methods.Select(m => Calibrated(combination, m))];
        double[][][] samples = OrderedParallel.Map(
            Math.Min(replicates, MostReplicates),
            b =>
            {
                int[] rows = StratifiedBootstrap.Draw(outcome, seed.Stream("bootstrap/calibrators", combination.Combination.Name, b));
                bool[] y = Array.ConvertAll(rows, r => outcome[r]);
                return p.Select(repeats => Mean(y, repeats.Select(v => Array.ConvertAll(rows, r => v[r])))).ToArray();
            },
            compute,
            ct);
        return
        [
            .. methods.Select((method, m) =>
            {
                double[] values = Mean(outcome, p[m]);
                return new CalibratorComparison(
                    method, method == frozen, combination.Folds.Count(f => f.Calibration == method),
                    Keys.Select((key, k) => (key, CalibrationIntervals.Of(key, values[k], outcome, p[m]) ?? Estimate(values[k], [.. samples.Select(s => s[m][k])]))).ToDictionary(x => x.key, x => x.Item2, StringComparer.Ordinal));
            }),
        ];
    }

    /// <summary>What a reader of the reports should know: a better method, or folds calibrated otherwise than the frozen model.</summary>
    internal static IEnumerable<string> Warnings(IReadOnlyList<CalibratorComparison> methods)
    {
        if (methods.FirstOrDefault(m => m.InModel) is not { } own) yield break;
        CalibratorComparison[] better = [.. methods.Where(m => m.SlopeCoversOne)];
        if (!own.SlopeCoversOne && !double.IsNaN(own.Slope.Lower) && better.Length > 0)
            yield return $"Out of fold the calibration slope of the model's method, {Text(own)}, is not compatible with 1; that of {string.Join(", of ", better.Select(Text))} is. See calibrator_comparison.csv; the option \"calibration\" of study.json sets the method.";
        int others = methods.Where(m => !m.InModel).Sum(m => m.Folds);
        if (others > 0)
            yield return FormattableString.Invariant($"The frozen model is calibrated by method {own.Method}, {others} of {others + own.Folds} outer folds, which have fewer events, otherwise: the nested calibration figures describe the latter, row {own.Method} of calibrator_comparison.csv the former.");
    }

    /// <summary>One row per method.</summary>
    internal static TextTable Table(string combination, IReadOnlyList<CalibratorComparison> methods) => new(
        ["Combination", "Cohort", "Method", "In_Model", "Folds", .. Keys.SelectMany(k => new[] { k, $"{k}_lower", $"{k}_upper" })],
        methods.Select(m => (string[])
        [
            combination, "internal", m.Method.ToString(), CellText.Of(m.InModel), CellText.Of(m.Folds), .. Keys.SelectMany(k => new[] { CellText.Of(m.Metrics[k].Value), CellText.Of(m.Metrics[k].Lower), CellText.Of(m.Metrics[k].Upper) }),
        ]));

    private static string Text(CalibratorComparison m) => FormattableString.Invariant($"{m.Method} {m.Slope.Value:0.00} (95 % CI {m.Slope.Lower:0.00}-{m.Slope.Upper:0.00})");

    /// <summary>Probabilities of the held-out patients in table order, one list per repeat.</summary>
    private static double[][] Calibrated(CombinationResult combination, CalibrationMethod method)
    {
        double[][] p = [.. combination.Predictions.Probabilities.Select(r => new double[r.Length])];
        foreach (UnitResult unit in combination.Folds)
        {
            CalibrationMap map = unit.Calibrators.First(c => c.Method == method);
            for (int i = 0; i < unit.Rows.Count; i++) p[unit.Repeat][unit.Rows[i]] = map.Apply(unit.Margins[i] - unit.PriorLogOdds);
        }

        return p;
    }

    private static MetricEstimate Estimate(double value, double[] replicates)
    {
        if (replicates.Length == 0 || double.IsNaN(value)) return MetricEstimate.Point(value);
        (double lower, double upper) = BootstrapInterval.Percentile(replicates);
        return new MetricEstimate(value, lower, upper, double.IsNaN(lower) ? "" : "bootstrap-percentile") { Replicates = replicates.Length, Skipped = replicates.Count(double.IsNaN) };
    }

    private static double[] Mean(bool[] outcome, IEnumerable<double[]> repeats)
    {
        double[][] values = [.. repeats.Select(p => Values(outcome, p))];
        return [.. Keys.Select((_, k) => values.Average(v => v[k]))];
    }

    private static double[] Values(bool[] outcome, double[] p)
    {
        double[] logOdds = CalibrationMeasures.LogOdds(p);
        LogisticLine line = LogisticLine.Regress(logOdds, outcome);
        double brier = 0, loss = 0;
        for (int i = 0; i < p.Length; i++)
        {
            double q = Math.Clamp(p[i], LossLimit, 1 - LossLimit), error = p[i] - (outcome[i] ? 1 : 0);
            brier += error * error / p.Length;
            loss -= Math.Log(outcome[i] ? q : 1 - q) / p.Length;
        }

        return
        [
            line.Converged ? line.Slope : double.NaN, LogisticLine.InTheLarge(logOdds, outcome), CalibrationMeasures.ObservedToExpected(outcome, p), brier, loss, CalibrationMeasures.BinnedErrors(outcome, p).Expected,
        ];
    }
}
