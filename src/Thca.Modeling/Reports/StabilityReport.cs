using Thca.Core.Randomness;
using Thca.Modeling.Metrics;
using Thca.Modeling.Ranking;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Reports;

/// <summary>Internal against external performance: differences with intervals of independent bootstraps, stability scores, and predictive values at the development prevalence.</summary>
internal static class StabilityReport
{
    public const string FileName = "stability_analysis_report.md";
    private const int Replicates = 1000;
    private static readonly string[] Keys = ["sensitivity", "npv", "f3_score", "auc_pr", "mcc"];

    public static string Write(CritTrainingResult result, ExternalValidation external, RandomSeed seed)
    {
        var report = new StudyReport("Stability analysis", result, external);
        PredictedCohort inner = report.Best.Predictions, outer = external.Predictions;
        Dictionary<string, double> a = Values(inner), b = Values(outer);
        Dictionary<string, (double Lower, double Upper)> limits = Limits(inner, outer, seed);
        report.Section("Stability of the chosen combination");
        report.Line(FormattableString.Invariant($"{result.Artifact.Combination.Name}: stability {Stability.OfModel(a, b):0.0} of 100, out-of-fold against external patients."));
        report.Line();
        report.Table(["Metric", "Internal", "External", "Difference (95 % CI)", "Relative change", "Score", "Reading"], Keys.Select(k =>
        {
            double change = a[k] > 0 ? (b[k] - a[k]) / a[k] : double.NaN;
            return (string[])
            [
                k, ReportText.Number(a[k]), ReportText.Number(b[k]), $"{ReportText.Signed(b[k] - a[k])} ({ReportText.Signed(limits[k].Lower)} to {ReportText.Signed(limits[k].Upper)})",
                double.IsNaN(change) ? ReportText.Undefined : ReportText.Signed(100 * change, "+0.0;-0.0;0.0") + " %", ReportText.Number(Stability.Score(a[k], b[k], k is "sensitivity" or "npv"), "0.00"), Wording(change),
            ];
        }));
        report.Section("Predictive values at the development prevalence");
        double prevalence = result.Artifact.Provenance.Events / (double)result.Artifact.Provenance.Rows, se = b["sensitivity"], sp = b["specificity"];
        report.Line($"With the external sensitivity and specificity and the development prevalence of {ReportText.Percent(prevalence)}: PPV {ReportText.Percent(se * prevalence / (se * prevalence + (1 - sp) * (1 - prevalence)))}, NPV {ReportText.Percent(sp * (1 - prevalence) / (sp * (1 - prevalence) + (1 - se) * prevalence))}.");
        report.Line("A different prevalence alone moves PPV, NPV, average precision, F3 and MCC; relative changes of NPV are nearly always small.");
        return report.Finish();
    }

    private static Dictionary<string, double> Values(PredictedCohort cohort)
    {
        double[] values = cohort.Metrics(smooth: false);
        return MetricCatalog.Keys.Take(values.Length).Select((k, i) => (k, i)).ToDictionary(x => x.k, x => values[x.i], StringComparer.Ordinal);
    }

    private static Dictionary<string, (double Lower, double Upper)> Limits(PredictedCohort inner, PredictedCohort outer, RandomSeed seed)
    {
        IReadOnlyDictionary<string, double>[][] samples = [.. Enumerable.Range(0, Replicates).Select(b => new[] { (inner, "internal"), (outer, "external") }
            .Select(c => (IReadOnlyDictionary<string, double>)Values(c.Item1.SelectRows(StratifiedBootstrap.Draw(c.Item1.Outcome, seed.Stream("bootstrap/stability", c.Item2, b))))).ToArray())];
        return Keys.ToDictionary(k => k, k => BootstrapInterval.Percentile([.. samples.Select(s => s[1][k] - s[0][k])]), StringComparer.Ordinal);
    }

    private static string Wording(double change) => change switch
    {
        double.NaN => "cannot be judged",
        >= 0 and <= 0.10 + 1e-12 => "excellent generalisation",
        > 0 and <= 0.20 + 1e-12 => "good; the cause of the gain should be checked",
        > 0 => "abnormal gain; investigate",
        >= -0.10 - 1e-12 => "good",
        >= -0.20 - 1e-12 => "fair, mild over-fitting",
        _ => "poor, clear over-fitting",
    };
}
