using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;
using Thca.Statistics.Contingency;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Reports;

/// <summary>Risk groups of every cohort: how many patients, how many events, with intervals and a test of trend.</summary>
internal static class RiskReport
{
    public const string FileName = "risk_stratification_report.md";

    public static string Write(CritTrainingResult result, ExternalValidation? external)
    {
        var report = new StudyReport("Risk stratification", result, external);
        report.Section("Probabilities");
        foreach ((string name, IReadOnlyList<PatientRisk> risks) in Cohorts(result, external))
        {
            double[] q = Quantiles.Of([.. risks.Select(r => r.Probability)], [0, 0.25, 0.5, 0.75, 1]);
            report.Line($"{name}: {risks.Count} patients ({risks[0].Source}); probability {ReportText.Number(q[0])} to {ReportText.Number(q[4])}, quartiles {ReportText.Number(q[1])}, {ReportText.Number(q[2])}, {ReportText.Number(q[3])}.");
        }

        foreach (CritRiskGroups scheme in result.Artifact.RiskGroups)
        {
            report.Section($"Scheme {scheme.Scheme}");
            report.Line($"Cuts {string.Join(", ", scheme.Cuts.Select(c => ReportText.Number(c)))}, frozen in the artifact.");
            foreach ((string name, IReadOnlyList<PatientRisk> risks) in Cohorts(result, external))
            {
                PatientRisk[][] groups = [.. scheme.Labels.Select(label => risks.Where(r => r.Groups[scheme.Scheme] == label && r.Outcome is not null).ToArray())];
                report.Line();
                report.Table([$"Group ({name})", "n", "M1", "M1 rate (95 % CI)", "Probability range"], groups.Select((g, i) => (string[])
                [
                    scheme.Labels[i], FormattableString.Invariant($"{g.Length}"), FormattableString.Invariant($"{g.Count(r => r.Outcome == true)}"), g.Length == 0 ? "" : ReportText.Percent(ProportionIntervals.Wilson(g.Count(r => r.Outcome == true), g.Length)),
                    g.Length == 0 ? "" : $"{ReportText.Number(g.Min(r => r.Probability))} to {ReportText.Number(g.Max(r => r.Probability))}",
                ]));
                report.Line();
                report.Line(Trend(groups));
            }
        }

        return report.Finish();
    }

    private static IEnumerable<(string Name, IReadOnlyList<PatientRisk> Risks)> Cohorts(CritTrainingResult result, ExternalValidation? external)
    {
        yield return ("development", result.Risks);
        if (external is not null) yield return ("external", external.Risks);
    }

    private static string Trend(PatientRisk[][] groups)
    {
        int[] events = [.. groups.Select(g => g.Count(r => r.Outcome == true))], totals = [.. groups.Select(g => g.Length)];
        double p = CochranArmitage.Test(events, totals).PValue;
        (double a, double b, double c, double d) = (events[^1] + 0.5, totals[^1] - events[^1] + 0.5, events[0] + 0.5, totals[0] - events[0] + 0.5);
        double odds = Math.Log(a * d / (b * c)), half = 1.959963984540054 * Math.Sqrt(1 / a + 1 / b + 1 / c + 1 / d);
        string trend = double.IsNaN(p) ? "The trend cannot be tested" : p < 0.001 ? "Trend over the groups (Cochran-Armitage): p < 0.001" : $"Trend over the groups (Cochran-Armitage): p = {ReportText.Number(p)}";
        return totals[0] == 0 || totals[^1] == 0
            ? $"{trend}; a group is empty."
            : $"{trend}. Odds ratio of the highest against the lowest group (half a patient added to every cell): {ReportText.Number(Math.Exp(odds), "0.0")} (95 % CI {ReportText.Number(Math.Exp(odds - half), "0.0")}-{ReportText.Number(Math.Exp(odds + half), "0.0")}).";
    }
}
