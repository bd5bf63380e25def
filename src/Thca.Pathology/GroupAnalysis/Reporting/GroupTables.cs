using System.Globalization;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis.Comparison;
using Thca.Pathology.GroupAnalysis.Inputs;

namespace Thca.Pathology.GroupAnalysis.Reporting;

/// <summary>The tables of a comparison. A value that does not apply is empty, one that could not be computed is NaN.</summary>
internal static class GroupTables
{
    private static readonly IReadOnlyList<(string Name, Func<FeatureComparison, string> Cell)> TestColumns =
    [
        ("family", t => t.Variable.Family),
        ("feature", t => t.Variable.Name),
        ("n_low", t => Whole(t.Low.Count)),
        ("n_high", t => Whole(t.High.Count)),
        ("median_low", t => Number(t.Low.Median)),
        ("median_high", t => Number(t.High.Median)),
        ("hl_difference", t => Number(t.Shift?.Shift)),
        ("hl_lo", t => Number(t.Shift?.Lower)),
        ("hl_hi", t => Number(t.Shift?.Upper)),
        ("cliff_delta", t => Number(t.Delta?.Value)),
        ("cd_lo", t => Number(t.Delta?.Lower)),
        ("cd_hi", t => Number(t.Delta?.Upper)),
        ("hedges_g", t => Number(t.G?.Value)),
        ("g_lo", t => Number(t.G?.Lower)),
        ("g_hi", t => Number(t.G?.Upper)),
        ("p", t => Number(t.P)),
        ("p_min_attainable", t => Number(t.SmallestP)),
        ("q", t => Number(t.Q)),
        ("holm", t => t.Variable.IsPrimary ? Number(t.Holm) : ""),
        ("status", t => t.Status.Code),
        ("flags", t => string.Join(';', t.Flags)),
        ("role", t => t.Variable.IsPrimary ? "primary" : "secondary"),
        ("auc", t => Number(t.Delta?.Auc)),
        ("detectable_auc", t => Number(t.DetectableAuc)),
        ("magnitude", t => t.Delta is { Lower: not double.NaN } d ? d.Magnitude : ""),
        ("p_given_covariates", t => double.IsNaN(t.AdjustedP) ? "" : Number(t.AdjustedP)),
        ("message", t => t.Status.Message),
    ];

    public static TextTable Tests(string name, IReadOnlyList<FeatureComparison> tests) =>
        new([.. TestColumns.Select(c => c.Name)], tests.Select(t => (IReadOnlyList<string>)[.. TestColumns.Select(c => c.Cell(t))]), name);

    public static TextTable Descriptives(GroupStudyResult result) => new(
        ["family", "feature", "grouping", "group", "n", "missing", "mean", "sd", "min", "q1", "median", "q3", "max"],
        [.. Rows("risk_group", result.Tests, "Low", "High"), .. Rows("outcome", result.OutcomeTests, "M0", "M1")],
        "descriptives.csv");

    public static TextTable Matching(StudyCohort cohort) => new(
        ["PatientID", "Group", "InGroups", "InPathology", "InImaging", "Slides", "Outcome", "Analysed", FeatureTableFile.StatusColumn, FeatureTableFile.MessageColumn],
        cohort.Matching.Select(r => (IReadOnlyList<string>)
        [
            r.Patient, r.Group, YesNo(r.InGroups), YesNo(r.InPathology), YesNo(r.InImaging), r.Slides is { } n ? Whole(n) : "", r.Outcome is { } o ? o ? "1" : "0" : "",
            YesNo(r.IsAnalysed), r.Status.Code, r.Status.Message,
        ]),
        "matching_report.csv");

    public static TextTable Correlations(GroupStudyResult result) => new(
        ["row", "column", "n", "rho", "lo", "hi", "p", "q", "status", "block", "message"],
        result.Correlations.Select(c => (IReadOnlyList<string>)
            [c.Row, c.Column, Whole(c.Count), Empty(c.Rho), Empty(c.Lower), Empty(c.Upper), Empty(c.P), Empty(c.Q), c.Status.Code, c.Block, c.Status.Message]),
        "correlations.csv");

    public static TextTable Omnibus(GroupStudyResult result) => new(
        ["block", "n", "rows", "columns", "mantel_r", "p", "holm", "status", "message"],
        result.Omnibus.Select(o => (IReadOnlyList<string>)[o.Block, Whole(o.Patients), Whole(o.Rows), Whole(o.Columns), Number(o.R), Number(o.P), Number(o.Holm), o.Status.Code, o.Status.Message]),
        "omnibus.csv");

    public static TextTable Tertiles(GroupStudyResult result) => new(
        ["family", "feature", "n_low", "n_middle", "n_high", "median_low", "median_middle", "median_high", "p_kruskal", "trend", "p_trend", "q_trend", "status", "message"],
        result.Tertiles.Select(t => (IReadOnlyList<string>)
        [
            t.Variable.Family, t.Variable.Name, .. t.Thirds.Select(g => Whole(g.Count)), .. t.Thirds.Select(g => Number(g.Median)), Number(t.KruskalP), Number(t.Trend), Number(t.TrendP), Number(t.Q),
            t.Status.Code, t.Status.Message,
        ]),
        "tertile_tests.csv");

    public static TextTable Slides(GroupStudyResult result) => new(
        ["feature", "patients", "slides", "difference", "standard_error", "variance_between", "variance_within", "icc", "p", "p_method", "status", "message"],
        result.Slides.Select(s => (IReadOnlyList<string>)
        [
            s.Feature, s.Model is { } m ? Whole(m.Patients) : "", s.Model is { } k ? Whole(k.Measurements) : "", Number(s.Model?.Difference), Number(s.Model?.StandardError), Number(s.Model?.BetweenVariance),
            Number(s.Model?.WithinVariance), Number(s.Model?.IntraclassCorrelation), Number(s.Model?.PValue), s.Model is { } p ? p.IsExhaustive ? "all assignments" : "random assignments" : "", s.Status.Code, s.Status.Message,
        ]),
        "slide_models.csv");

    public static TextTable Scores(GroupStudyResult result)
    {
        StudyCohort cohort = result.Cohort;
        string Unknown(int i) => !result.Score.Status.IsOk ? result.Score.Status.Code : double.IsNaN(result.Score.OutOfFold[i]) ? GroupAnalysisProblems.NoOutcome : "ok";
        return new TextTable(
            ["PatientID", "Score", "Group", "Outcome", "Source", "Features", "Flags", FeatureTableFile.StatusColumn, FeatureTableFile.MessageColumn],
            cohort.Patients.Select((p, i) => (IReadOnlyList<string>)
            [
                p, Number(result.Score.OutOfFold[i]), Core.Cohorts.RiskGroup.Labels[cohort.Groups[i]], cohort.Outcome[i] < 0 ? "" : Whole(cohort.Outcome[i]), !result.Score.Status.IsOk ? "" : result.Score.IsExternal[i] ? "external" : "out_of_fold", Whole(result.Score.FeatureCounts[i]),
                string.Join(';', result.Score.Flags), Unknown(i), result.Score.Status.IsOk ? double.IsNaN(result.Score.OutOfFold[i]) ? "The outcome is not known." : "" : result.Score.Status.Message,
            ]),
            "score_out_of_fold.csv");
    }

    public static TextTable Clusters(GroupStudyResult result)
    {
        int shown = Math.Min(3, result.Clusters.ExplainedVariance.Count);
        return new TextTable(
            ["PatientID", "Group", "Cluster", .. Enumerable.Range(1, shown).Select(c => $"PC{Whole(c)}")],
            result.Clusters.Labels.Select((label, i) => (IReadOnlyList<string>)
                [result.Cohort.Patients[i], Core.Cohorts.RiskGroup.Labels[result.Cohort.Groups[i]], Whole(label + 1), .. result.Clusters.Components[i].Take(shown).Select(v => Number(v))]),
            "clusters.csv");
    }

    public static string Number(double? value) => NumberText.Format(value ?? double.NaN);

    public static string Empty(double value) => double.IsNaN(value) ? "" : NumberText.Format(value);

    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string YesNo(bool value) => value ? "true" : "false";

    private static IEnumerable<IReadOnlyList<string>> Rows(string grouping, IReadOnlyList<FeatureComparison> tests, string first, string second)
    {
        foreach (FeatureComparison t in tests)
        {
            yield return Row(t, grouping, first, t.Low);
            yield return Row(t, grouping, second, t.High);
        }
    }

    private static IReadOnlyList<string> Row(FeatureComparison t, string grouping, string group, GroupSummary g) =>
    [
        t.Variable.Family, t.Variable.Name, grouping, group, Whole(g.Count), Whole(g.Missing), Number(g.Mean), Number(g.StandardDeviation), Number(g.Minimum), Number(g.Q1), Number(g.Median), Number(g.Q3), Number(g.Maximum),
    ];
}
