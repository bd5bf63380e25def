using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;
using Thca.Statistics.Calibration;
using Thca.Statistics.Resampling;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Output;

/// <summary>Short tables about the chosen model.</summary>
internal static class SummaryTables
{
    private const int SmoothReplicates = 500;
    private const int SmoothPoints = 50;
    private const int FewestPatients = 100;
    private const int FewestEvents = 20;

    public static TextTable Best(CritTrainingResult result)
    {
        CritArtifact a = result.Artifact;
        return new TextTable(
            ["Key", "Value", "Lower", "Upper", "Note"],
            [
                ["combination", a.Combination.Name, "", "", $"{result.Combinations.Count} compared"],
                ["protocol", a.Protocol.ToString(), "", "", ""],
                ["features", CellText.Of(a.Features.Count), "", "", ""],
                ["trees", CellText.Of(a.Booster.NumTrees), "", "", ""],
                ["threshold", CellText.Of(a.Thresholds[0].Value), CellText.Of(result.ThresholdRange.Lower), CellText.Of(result.ThresholdRange.Upper), $"{a.Thresholds[0].Strategy}, {a.Thresholds[0].Status}"],
                ["calibration", a.Calibrator.Type.ToString(), "", "", ""],
                .. result.Metrics.Select(m => (IReadOnlyList<string>)[m.Key, CellText.Of(m.Value.Value), CellText.Of(m.Value.Lower), CellText.Of(m.Value.Upper), m.Value.Method]),
            ]);
    }

    public static TextTable Checks(CritArtifact artifact) => new(
        ["Item", "Question", "Answer", "Evidence", "Automatic", "Severity"],
        artifact.Checks.Select((CritCheck c) => (string[])[c.Id, DevelopmentChecks.Question(c.Id), c.Answer, c.Evidence, "1", c.Severity]));

    /// <summary>The smooth calibration curve with a bootstrap band; with few patients or events only the logistic recalibration line, without a band.</summary>
    public static TextTable SmoothCalibration(IEnumerable<(string Name, string Cohort, PredictedCohort Predictions)> cohorts, RandomSeed seed, ComputeOptions? compute, CancellationToken ct) => new(
        ["Combination", "Cohort", "P", "Smooth", "Lower", "Upper"],
        cohorts.SelectMany(c => Curve(c.Predictions, seed, $"{c.Name}/{c.Cohort}", compute, ct).Select(r => (string[])[c.Name, c.Cohort, CellText.Of(r.P), CellText.Of(r.Smooth), CellText.Of(r.Lower), CellText.Of(r.Upper)])));

    private static IEnumerable<(double P, double Smooth, double Lower, double Upper)> Curve(PredictedCohort cohort, RandomSeed seed, string name, ComputeOptions? compute, CancellationToken ct)
    {
        double[] p = cohort.MeanProbability(), at = Quantiles.Of(p, [.. Enumerable.Range(0, SmoothPoints + 1).Select(i => (double)i / SmoothPoints)]);
        bool[] outcome = cohort.Outcome;
        if (outcome.Length < FewestPatients || outcome.Count(y => y) < FewestEvents)
        {
            LogisticLine line = LogisticLine.Regress(CalibrationMeasures.LogOdds(p), outcome);
            double[] logOdds = CalibrationMeasures.LogOdds(at);
            return at.Select((x, i) => (x, line.Converged ? line.Predict(logOdds[i]) : double.NaN, double.NaN, double.NaN));
        }

        double[] smooth = LocalLinearSmoother.Smooth(p, outcome, at);
        double[][] samples = OrderedParallel.Map(
            SmoothReplicates,
            b =>
            {
                int[] rows = StratifiedBootstrap.Draw(outcome, seed.Stream("bootstrap/smooth", name, b));
                return LocalLinearSmoother.Smooth(Array.ConvertAll(rows, r => p[r]), Array.ConvertAll(rows, r => outcome[r]), at);
            },
            compute,
            ct);
        return at.Select((x, i) =>
        {
            (double lower, double upper) = BootstrapInterval.Percentile([.. samples.Select(s => s[i])]);
            return (x, smooth[i], lower, upper);
        });
    }
}
