using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Reports;

/// <summary>The whole study in one page: data, features, comparison, performance, explanation, external validation.</summary>
internal static class ComprehensiveReport
{
    public const string FileName = "report.md";
    private static readonly string[] Traditional = ["auc_roc", "auc_pr", "accuracy", "f1_score", "mcc", "brier_score", "calibration_slope", "oe_ratio"];
    private static readonly string[] Calibration = ["calibration_slope", "oe_ratio", "brier_score", "log_loss", "ece10"];
    private static readonly string[] Screening = ["sensitivity", "npv", "f3_score", "specificity", "ppv"];

    public static string Write(CritTrainingResult result, ExternalValidation? external)
    {
        var report = new StudyReport("Comprehensive model report", result, external);
        CritArtifact a = result.Artifact;
        report.Section("Data and features");
        report.Line(FormattableString.Invariant($"Combinations of feature tables compared: {result.Combinations.Count}. The chosen one, {a.Combination.Name}, offers {report.Best.SelectionFrequency.Count} features; {a.Features.Count} are in the frozen model."));
        report.Line(FormattableString.Invariant($"Selection over {report.Best.Folds.Count} outer folds has a stability index of {ReportText.Number(report.Best.SelectionStability, "0.00")}."));
        report.Line($"Search: {a.Provenance.Search}. Validation: {a.Provenance.Folds}.");
        report.Line();
        report.Table(["Feature", "Modality", "Unit", "Unit status", "Selected in folds"], a.Features.Select(f => (string[])[f.Name, f.Modality.ToString(), f.Unit, f.UnitStatus.ToString(), ReportText.Percent(report.Best.SelectionFrequency.GetValueOrDefault(f.Name, double.NaN))]));
        report.Section("Comparison of models");
        report.Line("Out-of-fold predictions; the ranking uses inner predictions only. Baselines are simple models on the same folds.");
        report.Line();
        report.Table(["Model", "AUC", "Sensitivity", "NPV", "Brier score"], [
            .. result.Combinations.Select(c => Row(c.Combination.Name, c.Metrics)), .. result.Baselines.Select(b => Row($"{b.Name} (baseline)", b.Metrics))]);
        report.Line();
        report.Line($"Ranking: {string.Join(", ", result.CombinationRanking.Select(r => FormattableString.Invariant($"{r.Rank} {r.Name} ({r.Total:0.0})")))}.");
        report.Section("Internal performance");
        report.Line(Headline.Of(a.Protocol == CritProtocol.Sound ? "Nested validation of the whole procedure" : "Test part of the split", result.Procedure, result.Metrics, null));
        report.Line(Headline.EverybodyNegative(result.Procedure));
        report.Line();
        report.Table(["Metric", "Internal", .. external is null ? Array.Empty<string>() : ["External"]], Screening.Concat(Traditional).Select(k => (string[])[k, ReportText.Share(result.Metrics[k]), .. external is null ? Array.Empty<string>() : [ReportText.Share(external.Metrics[k])]]));
        if (result.Calibrators.Count > 0)
        {
            report.Section("Calibration");
            report.Line("Every method fitted to the same inner predictions and applied to the same held-out patients of the chosen combination; the frozen model's is marked. Slope 1, observed/expected 1 and error 0 are ideal.");
            report.Line();
            report.Table(["Method", "Slope", "Observed/expected", "Brier score", "Log loss", "Calibration error (ten bins)", "Outer folds"], result.Calibrators.Select(c => (string[])
            [
                c.InModel ? $"**{c.Method}**" : c.Method.ToString(), .. Calibration.Select(k => ReportText.Share(c.Metrics[k])), FormattableString.Invariant($"{c.Folds}"),
            ]));
        }

        if (external is not null)
        {
            report.Section("External validation");
            report.Line(Headline.Of("External validation", external.Predictions, external.Metrics, external.Predictions.Thresholds[0]));
            report.Line(Headline.EverybodyNegative(external.Predictions));
            report.Line(FormattableString.Invariant($"Of {external.Risks.Count} patients scored {external.Explanation.Missing.Count(m => m > 0)} lack a value of a model feature and {external.Explanation.OutOfRange.Count(m => m > 0)} have one outside the range learnt from; {external.Dropped.Count} could not be scored or have no outcome."));
            foreach (ModelUpdating update in external.Updating.Where(u => u.Method != "None"))
                report.Line(FormattableString.Invariant($"Updating by {update.Method.ToLowerInvariant()} (cross-fitted, not applied): log loss {ReportText.Share(update.Metrics["log_loss"])} against {ReportText.Number(external.Metrics["log_loss"].Value)}, calibration slope {ReportText.Share(update.Metrics["calibration_slope"])}."));
        }

        report.Section("What drives the predictions");
        if (result.Explanation is { } explanation)
        {
            report.Line("Mean absolute contribution to out-of-fold margins (log-odds); contributions describe the model, not causes.");
            report.Line();
            report.Table(["Feature", "Mean absolute contribution", "Share", "Direction", "Median rank over folds"], Explanations.FeatureImportance.Of(explanation).Take(10).Select(i => (string[])[i.Feature, ReportText.Number(i.MeanAbsolute), ReportText.Percent(i.Share), ReportText.Signed(i.Direction, "+0.00;-0.00;0.00"), ReportText.Number(i.FoldRankMedian, "0.#")]));
        }
        else
        {
            report.Line("This protocol has no out-of-fold models to explain.");
        }

        return report.Finish();
    }

    private static string[] Row(string name, IReadOnlyDictionary<string, MetricEstimate> m) => [name, ReportText.Share(m["auc_roc"]), ReportText.Percent(m["sensitivity"]), ReportText.Percent(m["npv"]), ReportText.Share(m["brier_score"])];
}
