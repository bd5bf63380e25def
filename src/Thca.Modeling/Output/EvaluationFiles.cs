using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Statistics.Calibration;
using Thca.Statistics.DecisionCurves;
using Thca.Statistics.Roc;

namespace Thca.Modeling.Output;

/// <summary>Judges a file of predictions against outcomes.</summary>
public static class EvaluationFiles
{
    private const int Bins = 10;
    private static readonly string[] ProbabilityColumns = ["Probability", "Calibrated", "Predicted_Probability"];
    private static readonly string[] DecisionColumns = ["RiskGroup", "Risk_Group_Clinical", "Class"];
    private const int CurveReplicates = 1000;

    /// <summary>
    /// Reads predictions: <c>Probability</c>, else <c>Calibrated</c> or <c>Predicted_Probability</c>; several rows of a patient (repeats) are averaged. Decisions come from
    /// <c>RiskGroup</c> (High) or <c>Class</c> where there is one, otherwise from the threshold.
    /// </summary>
    /// <param name="predictions">The table.</param>
    /// <param name="outcome">Outcomes.</param>
    /// <param name="threshold">Threshold for decisions and net benefit; null for decisions of the file and 0.5 without.</param>
    /// <returns>The cohort, and how many patients have no prediction or outcome.</returns>
    /// <exception cref="TableException">There is no column of probabilities, or no patient has both.</exception>
    public static (PredictedCohort Cohort, int Dropped) Read(TextTable predictions, OutcomeColumn outcome, double? threshold)
    {
        string column = ProbabilityColumns.FirstOrDefault(c => predictions.Find(c) is not null)
            ?? throw new TableException($"{predictions.Source} has no column Probability, Calibrated or Predicted_Probability.", "Give the output of 'thca model predict' or 'train'.");
        string? decision = threshold is not null ? null : DecisionColumns.FirstOrDefault(c => predictions.Find(c) is not null);
        var rows = Enumerable.Range(0, predictions.RowCount)
            .Select(r => (Patient: predictions[r, "PatientID"], P: predictions.Number(r, column), Positive: decision is not null && predictions[r, decision] is RiskSchemes.High or "1", Row: r))
            .GroupBy(r => r.Patient, StringComparer.Ordinal).ToArray();
        var usable = rows.Where(g => outcome[g.Key] is not null && g.All(r => !double.IsNaN(r.P))).ToArray();
        if (usable.Length == 0) throw new TableException($"No patient of {predictions.Source} has both a prediction and an outcome.", "Check that both files use the same PatientID.", ProblemCodes.TableInvalid);
        double[] p = [.. usable.Select(g => g.Average(r => r.P))];
        double limit = threshold ?? 0.5;
        return (new PredictedCohort
        {
            Patients = [.. usable.Select(g => g.Key)],
            Outcome = [.. usable.Select(g => outcome[g.Key]!.Value)],
            Probabilities = [p],
            Positive = [decision is null ? [.. p.Select(v => v >= limit)] : [.. usable.Select(g => 2 * g.Count(r => r.Positive) >= g.Count())]],
            Thresholds = [limit],
        }, rows.Length - usable.Length);
    }

    /// <summary>Writes <c>metrics.json</c>, <c>calibration.csv</c>, <c>decision_curve.csv</c> and <c>roc.csv</c>.</summary>
    /// <param name="cohort">Predictions.</param>
    /// <param name="folder">Folder to write.</param>
    /// <param name="options">Intervals; null for the defaults.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between samples.</param>
    /// <returns>The metrics.</returns>
    public static IReadOnlyDictionary<string, MetricEstimate> Write(
        PredictedCohort cohort, string folder, MetricOptions? options = null, RandomSeed? seed = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        IReadOnlyDictionary<string, MetricEstimate> metrics = MetricSuite.Estimate(cohort, options, seed, "evaluate", compute, ct);
        double[] p = cohort.MeanProbability();
        AtomicFile.WriteAllText(Path.Combine(folder, TrainingFiles.Metrics), MetricsJson.Write(metrics, [], null));
        new TextTable(
            ["Bin", "N", "Events", "Mean_P", "Observed", "Lower", "Upper"],
            CalibrationBins.ByQuantile(cohort.Outcome, p, Bins).Select((b, i) =>
            {
                MetricEstimate wilson = ProportionIntervals.Wilson(b.Events, b.Count);
                return (string[])[CellText.Of(i + 1), CellText.Of(b.Count), CellText.Of(b.Events), CellText.Of(b.MeanPredicted), CellText.Of(b.Observed), CellText.Of(wilson.Lower), CellText.Of(wilson.Upper)];
            })).Write(Path.Combine(folder, "calibration.csv"));
        new TextTable(
            ["Threshold", "NB_Model", "Lower", "Upper", "NB_All", "Standardised_NB", "Interventions_Avoided_100"],
            DecisionCurve.Compute(cohort.Outcome, p, replicates: CurveReplicates, seed: seed, name: "evaluate", compute: compute, ct: ct).Select(d => (string[])
            [
                CellText.Of(d.Threshold), CellText.Of(d.NetBenefit), CellText.Of(d.Lower), CellText.Of(d.Upper), CellText.Of(d.TreatAll), CellText.Of(d.Standardised), CellText.Of(d.InterventionsAvoided),
            ])).Write(Path.Combine(folder, "decision_curve.csv"));
        new TextTable(
            ["Threshold", "FPR", "TPR"],
            RocCurve.From(cohort.Outcome, p).Points.Select(r => (string[])[CellText.Of(r.Threshold), CellText.Of(r.FalsePositiveRate), CellText.Of(r.TruePositiveRate)])).Write(Path.Combine(folder, "roc.csv"));
        return metrics;
    }
}
