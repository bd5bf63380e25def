using Thca.Modeling.Metrics;
using Thca.Modeling.Ranking;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Reports;

/// <summary>The model as a screening tool: score, requirements with their lower bounds, the best combinations, consequences per 1,000 patients, features.</summary>
internal static class ScreeningReport
{
    public const string FileName = "screening_tool_analysis.md";
    private const int Shown = 5;
    private const double InternalSensitivity = 0.70, InternalNpv = 0.85, ExternalSensitivity = 0.65, ExternalNpv = 0.80, LargestDrop = 0.15;

    public static string Write(CritTrainingResult result, ExternalValidation? external)
    {
        var report = new StudyReport("Screening tool analysis", result, external);
        report.Section("Scheme");
        report.Line($"Score of a combination: {string.Join(", ", ScoreWeights.Sound.Select(w => FormattableString.Invariant($"{w.Key} {100 * w.Value:0} %")))}, anchored between the worst and the best possible value, from inner predictions.");
        report.Section("Chosen model");
        RankedCombination best = result.CombinationRanking[0];
        report.Line(FormattableString.Invariant($"{best.Name}: total {best.Total:0.0}{(double.IsNaN(best.ChanceBest) ? "" : FormattableString.Invariant($", best in {100 * best.ChanceBest:0} % of bootstrap samples"))}."));
        report.Line(Headline.Of("Internal validation", result.Procedure, result.Metrics, null));
        if (external is not null) report.Line(Headline.Of("External validation", external.Predictions, external.Metrics, external.Predictions.Thresholds[0]));
        report.Section("Requirements");
        foreach ((string key, double limit) in new[] { ("sensitivity", InternalSensitivity), ("npv", InternalNpv) }) report.Line("- " + StudyReport.Requirement($"Internal {key}", result.Metrics[key], limit));
        if (external is not null)
        {
            foreach ((string key, double limit) in new[] { ("sensitivity", ExternalSensitivity), ("npv", ExternalNpv) }) report.Line("- " + StudyReport.Requirement($"External {key}", external.Metrics[key], limit));
            double drop = result.Metrics["sensitivity"].Value - external.Metrics["sensitivity"].Value;
            report.Line($"- Drop of sensitivity at most {ReportText.Percent(LargestDrop)}: {ReportText.Percent(drop)}; {(double.IsNaN(drop) ? "cannot be judged" : drop <= LargestDrop ? "met" : "not met")}.");
        }

        report.Section("Best combinations");
        report.Table(["Rank", "Combination", "Total", "Sensitivity", "NPV", "Features", "Rank range", "Parsimonious"], result.CombinationRanking.Take(Shown).Select(r => (string[])
        [
            FormattableString.Invariant($"{r.Rank}"), r.Name, ReportText.Number(r.Total, "0.0"), ReportText.Percent(r.Metrics["sensitivity"]), ReportText.Percent(r.Metrics["npv"]), FormattableString.Invariant($"{r.Features}"),
            double.IsNaN(r.RankLower) ? "" : FormattableString.Invariant($"{r.RankLower:0}-{r.RankUpper:0}"), r.Parsimonious ? "yes" : "no",
        ]));
        report.Section("Consequences");
        foreach (string line in Consequences(result)) report.Line(line);
        report.Section("Features of the model");
        report.Line(string.Join(", ", result.Artifact.Features.GroupBy(f => f.Modality).Select(g => FormattableString.Invariant($"{g.Count()} {g.Key}"))) + ":");
        report.Line(string.Join(", ", result.Artifact.Features.Select(f => f.Name)) + ".");
        return report.Finish();
    }

    private static IEnumerable<string> Consequences(CritTrainingResult result)
    {
        double prevalence = result.Metrics["prevalence"].Value, sensitivity = result.Metrics["sensitivity"].Value, specificity = result.Metrics["specificity"].Value;
        if (double.IsNaN(sensitivity) || double.IsNaN(specificity)) yield break;
        yield return FormattableString.Invariant($"Among 1,000 patients like those of the development cohort {1000 * prevalence:0} have the event: {1000 * prevalence * sensitivity:0} are found, {1000 * prevalence * (1 - sensitivity):0} are missed, and {1000 * (1 - prevalence) * (1 - specificity):0} of {1000 * (1 - prevalence):0} others are called positive.");
        if (!double.IsNaN(result.Metrics["number_needed_to_screen"].Value)) yield return FormattableString.Invariant($"One event is found per {result.Metrics["number_needed_to_screen"].Value:0.0} patients called positive.");
    }
}
