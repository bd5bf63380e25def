using System.Text;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis.Comparison;
using Thca.Pathology.GroupAnalysis.Correlation;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Scoring;
using RiskGroups = Thca.Core.Cohorts.RiskGroup;

namespace Thca.Pathology.GroupAnalysis.Reporting;

/// <summary>The comparison in words, as Markdown. Every sentence about direction or significance comes from the numbers; without significance the interval speaks.</summary>
public static class GroupReport
{
    private const int MostRows = 25;

    /// <summary>Writes the report.</summary>
    /// <param name="result">What was found.</param>
    public static string Markdown(GroupStudyResult result)
    {
        var text = new StringBuilder();
        Header(text, result);
        Methods(text, result);
        Primaries(text, result);
        Families(text, result);
        Outcome(text, result);
        Tertiles(text, result);
        Slides(text, result);
        Score(text, result.Score);
        Imaging(text, result);
        Clusters(text, result);
        Limitations(text, result);
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');

    private static void Header(StringBuilder text, GroupStudyResult r)
    {
        StudyCohort c = r.Cohort;
        Line(text, $"# Slides between risk groups\n");
        Line(text, $"- Groups: {c.GroupColumn}, {c.Count(RiskGroups.Low)} Low and {c.Count(RiskGroups.High)} High");
        Line(text, $"- Patients: {c.Matching.Count(m => m.IsAnalysed)} analysed of {c.Matching.Count} in any table; matching_report.csv has a row for each");
        Line(text, $"- Origin of the groups: {(c.Flags.Count == 0 ? "predicted out of sample, or not a prediction" : string.Join(", ", c.Flags))}");
        if (r.Plan.Hash is { } hash) Line(text, $"- Declared plan: SHA-256 {hash}");
        else Line(text, $"- **Exploratory**: no plan was declared before the run; every result below is exploratory");
        Line(text, $"- Seed {r.Seed.Value}");
        foreach (string warning in c.Warnings) Line(text, $"- Note: {warning}");
    }

    private static void Methods(StringBuilder text, GroupStudyResult r)
    {
        GroupAnalysisOptions o = r.Options;
        Line(text, $"\n## Methods\n");
        Line(text, $"The patient is the unit; nuclei are never replicates and no nucleus-level p-value exists. Rank sum test over all assignments of the patients up to {o.ExactLimit}, else over {o.Permutations} random ones. Every difference is High minus Low: Hodges-Lehmann shift with the Mann-Whitney interval, Cliff's delta with {o.BootstrapReplicates} bootstrap samples, Hedges' g with the noncentral t interval, {ReportText.Fixed(100 * o.Level, 0)} % each, from {o.MinimumForIntervals} patients per group. Holm over the {r.Plan.Primary.Count} primary endpoints, Benjamini-Hochberg q within each family. \"Significant\" means an adjusted p below {r.Plan.Alpha}.");
        if (r.Cohort.Covariates.Count > 0) Line(text, $"\nRank ANCOVA (Freedman-Lane) given {string.Join(", ", r.Cohort.Covariates.Select(v => v.Name))}.");
    }

    private static void Primaries(StringBuilder text, GroupStudyResult r)
    {
        Line(text, $"\n## Primary endpoint{(r.Plan.Primary.Count > 1 ? "s" : "")}\n");
        foreach (FeatureComparison t in r.Tests.Where(t => t.Variable.IsPrimary)) Line(text, $"- {Sentence(t, r)}");
    }

    /// <summary>One feature in words, from its numbers alone.</summary>
    private static string Sentence(FeatureComparison t, GroupStudyResult r)
    {
        if (!t.IsTested) return $"{t.Variable.Name}: {t.Status.Code}. {t.Status.Message}";
        string direction = t.Shift!.Shift < 0 ? "lower in High" : t.Shift.Shift > 0 ? "higher in High" : "equal in both";
        string interval = double.IsNaN(t.Delta!.Lower) ? ", no interval at this size" : $" ({Span(t.Delta.Lower, t.Delta.Upper)}, {t.Delta.Magnitude})";
        string verdict = t.Adjusted < r.Plan.Alpha ? "significant" : "not significant";
        string text = $"{t.Variable.Name}: estimate {direction} (shift {ReportText.Significant(t.Shift.Shift, 3)}{(double.IsNaN(t.Shift.Lower) ? "" : $", {Significant(t.Shift.Lower, t.Shift.Upper)}")}; delta {ReportText.Fixed(t.Delta.Value, 2)}{interval}), {verdict}: p {ReportText.P(t.P)}, adjusted {ReportText.P(t.Adjusted)}, smallest attainable p {ReportText.P(t.SmallestP)}.";
        if (!double.IsNaN(t.AdjustedP)) text += $" Given the covariates p {ReportText.P(t.AdjustedP)}.";
        return t.Adjusted < r.Plan.Alpha ? text : $"{text} {Detectable(t, r)}";
    }

    private static string Detectable(FeatureComparison t, GroupStudyResult r) => double.IsNaN(t.DetectableAuc)
        ? $"No result of {t.Low.Count} against {t.High.Count} patients could reach {ReportText.Significant(r.Plan.Alpha, 3)}."
        : $"{t.Low.Count} against {t.High.Count} patients detect an AUC of {ReportText.Fixed(t.DetectableAuc, 2)} with {ReportText.Fixed(100 * r.Options.Power, 0)} % power, unadjusted: smaller differences may have been missed.";

    private static void Families(StringBuilder text, GroupStudyResult r)
    {
        foreach (IGrouping<string, FeatureComparison> family in r.Tests.GroupBy(t => t.Variable.Family))
        {
            FeatureComparison[] tested = [.. family.Where(t => t.IsTested)];
            Line(text, $"\n## Family {family.Key}\n");
            Line(text, $"{tested.Length} of {family.Count()} features tested (m = {tested.Length}), {tested.Count(t => t.Q < r.Plan.Alpha)} with q < {r.Plan.Alpha}.\n");
            foreach (IGrouping<string, FeatureComparison> status in family.Where(t => !t.IsTested).GroupBy(t => t.Status.Code)) Line(text, $"{status.Count()} not tested: {status.Key}.\n");
            if (tested.Length == 0) continue;
            Table(text, [.. tested.OrderBy(t => t.P)], "Low", "High");
            if (tested.All(t => t.Q >= r.Plan.Alpha)) Line(text, $"\n{Detectable(tested.MinBy(t => t.P)!, r)}");
        }
    }

    private static void Table(StringBuilder text, FeatureComparison[] rows, string first, string second)
    {
        Line(text, $"| Feature | n {first}/{second} | median {first} | median {second} | shift (interval) | Cliff's delta (interval) | g | p | q | detectable AUC |");
        Line(text, $"|---|---|---|---|---|---|---|---|---|---|");
        foreach (FeatureComparison t in rows.Take(MostRows))
        {
            Line(text, $"| {t.Variable.Name} | {t.Low.Count}/{t.High.Count} | {ReportText.Significant(t.Low.Median, 4)} | {ReportText.Significant(t.High.Median, 4)} | {ReportText.Significant(t.Shift!.Shift, 3)} ({Significant(t.Shift.Lower, t.Shift.Upper)}) | {ReportText.Fixed(t.Delta!.Value, 2)} ({Span(t.Delta.Lower, t.Delta.Upper)}) | {ReportText.Fixed(t.G!.Value, 2)} | {ReportText.P(t.P)} | {ReportText.P(t.Q)} | {ReportText.Fixed(t.DetectableAuc, 2)} |");
        }

        if (rows.Length > MostRows) Line(text, $"\nThe first {MostRows} of {rows.Length} by p; the others are in the table.");
    }

    private static void Outcome(StringBuilder text, GroupStudyResult r)
    {
        if (r.OutcomeTests.Count == 0) return;
        StudyCohort c = r.Cohort;
        int[] known = [.. Enumerable.Range(0, c.Patients.Count).Where(i => c.Outcome[i] >= 0)];
        FeatureComparison[] tested = [.. r.OutcomeTests.Where(t => t.IsTested)];
        Line(text, $"\n## Against actual metastasis\n");
        Line(text, $"Group and outcome agree in {known.Count(i => c.Outcome[i] == c.Groups[i])} of {known.Length} patients: as far as they do, this is the same comparison again and confirms nothing. {tested.Count(t => t.Adjusted < r.Plan.Alpha)} of {tested.Length} tested features have an adjusted p below {r.Plan.Alpha}; outcome_tests.csv has all.\n");
        if (tested.Length > 0) Table(text, [.. tested.OrderBy(t => t.P).Take(10)], "M0", "M1");
    }

    private static void Tertiles(StringBuilder text, GroupStudyResult r)
    {
        TertileComparison[] tested = [.. r.Tertiles.Where(t => t.Status.IsOk)];
        if (r.Tertiles.Count == 0) return;
        Line(text, $"\n## Over thirds of the predicted risk\n");
        Line(text, $"{tested.Length} of {r.Tertiles.Count} features tested for a trend (Jonckheere-Terpstra), {tested.Count(t => t.Q < r.Plan.Alpha)} with q < {r.Plan.Alpha}.");
        foreach (TertileComparison t in tested.Where(t => t.Q < r.Plan.Alpha).OrderBy(t => t.TrendP).Take(10))
            Line(text, $"- {t.Variable.Name} {(t.Trend > 0 ? "rises" : "falls")} with risk: medians {string.Join(", ", t.Thirds.Select(g => ReportText.Significant(g.Median, 4)))}, p {ReportText.P(t.TrendP)}, q {ReportText.P(t.Q)}.");
    }

    private static void Slides(StringBuilder text, GroupStudyResult r)
    {
        if (r.Slides.Count == 0) return;
        Line(text, $"\n## Several slides per patient\n");
        foreach (SlideComparison s in r.Slides)
        {
            if (s.Model is not { } m) Line(text, $"- {s.Feature}: {s.Status.Code}. {s.Status.Message}");
            else Line(text, $"- {s.Feature}: {m.Measurements} slides of {m.Patients} patients, difference {ReportText.Significant(m.Difference, 3)} (standard error {ReportText.Significant(m.StandardError, 3)}), {ReportText.Fixed(100 * m.IntraclassCorrelation, 0)} % of the variance between patients, p {ReportText.P(m.PValue)} by permuting whole patients.");
        }
    }

    private static void Score(StringBuilder text, CompositeScoreResult s)
    {
        Line(text, $"\n## Composite score\n");
        if (!s.Status.IsOk || s.Outcome is not { } o)
        {
            Line(text, $"Not computed: {s.Status.Code}. {s.Status.Message}");
            return;
        }

        Line(text, $"Every patient was scored by a model selected, scaled, weighted and oriented on the others. AUC for metastasis {Auc(o)}; p {ReportText.P(s.P)} from {(s.IsExhaustive ? "all " : "")}{s.Permutations}{(s.IsExhaustive ? "" : " random")} assignments of the outcome, each repeating the entire procedure.{(s.Flags.Contains(GroupAnalysisProblems.Exploratory) ? " Exploratory: fewer patients than the score asks for." : "")}");
        if (s.RiskGroup is { } g) Line(text, $"\nAUC for the risk group {Auc(g)}; a separate question, not a confirmation.");
        if (s.External is { } e) Line(text, $"\nThe score fitted once on all development patients has AUC {Auc(e)} for metastasis of external patients.");
    }

    private static string Auc(ScoreDiscrimination d) =>
        $"{ReportText.Fixed(d.Auc, 3)} (DeLong {Span(d.DeLongLower, d.DeLongUpper)}, bootstrap {Span(d.BootstrapLower, d.BootstrapUpper)}; {d.Positives} against {d.Negatives})";

    private static void Imaging(StringBuilder text, GroupStudyResult r)
    {
        if (r.Correlations.Count == 0) return;
        Line(text, $"\n## Cellular heterogeneity and imaging\n");
        foreach (OmnibusTest o in r.Omnibus)
        {
            if (o.Status.IsOk) Line(text, $"- {o.Block}: patients' distances on slides and in imaging correlate with r = {ReportText.Fixed(o.R, 2)}, p {ReportText.P(o.P)}, {ReportText.P(o.Holm)} adjusted over the blocks (Mantel, {o.Patients} patients); {(o.Holm < r.Plan.Alpha ? "the two are related" : "no relation was shown")}.");
            else Line(text, $"- {o.Block}: no omnibus test, {o.Status.Code}. {o.Status.Message}");
        }

        foreach (IGrouping<string, ImagingCorrelation> block in r.Correlations.GroupBy(c => c.Block))
        {
            ImagingCorrelation[] found = [.. block.Where(c => c.Q < r.Plan.Alpha).OrderBy(c => c.P).Take(10)];
            Line(text, $"\n{block.Key}: {block.Count(c => !double.IsNaN(c.P))} of {block.Count()} pairs tested, {block.Count(c => c.Q < r.Plan.Alpha)} with q < {r.Plan.Alpha}.");
            foreach (ImagingCorrelation c in found) Line(text, $"- {c.Row} and {c.Column} (n = {c.Count}): rho {ReportText.Fixed(c.Rho, 2)} ({Span(c.Lower, c.Upper)}), q {ReportText.P(c.Q)}.");
        }
    }

    private static void Clusters(StringBuilder text, GroupStudyResult r)
    {
        Line(text, $"\n## Clusters (exploratory)\n");
        if (!r.Clusters.Status.IsOk) Line(text, $"None: {r.Clusters.Status.Message}");
        else Line(text, $"{r.Clusters.Features.Count} features, {r.Clusters.ExplainedVariance.Count} components; {r.Clusters.Stability.Count} clusters by Ward with mean silhouette {ReportText.Fixed(r.Clusters.Silhouette, 2)}, stability {string.Join(", ", r.Clusters.Stability.Select(j => ReportText.Fixed(j, 2)))} (Jaccard; below 0.6 a cluster is not stable). Association with the risk groups: exact p {ReportText.P(r.Clusters.GroupP)}, unadjusted.");
    }

    private static void Limitations(StringBuilder text, GroupStudyResult r)
    {
        IReadOnlyList<string> flags = r.Cohort.Flags;
        Line(text, $"\n## Limitations\n");
        if (flags.Contains(ProblemCodes.ResubstitutionGroups)) Line(text, $"- {ProblemCodes.ResubstitutionGroups}: some groups were predicted for patients the model was trained on; every comparison inherits that optimism.");
        if (flags.Contains(ProblemCodes.ProvenanceUnknown)) Line(text, $"- {ProblemCodes.ProvenanceUnknown}: nothing says how the groups were predicted; they may be resubstitution.");
        if (r.Correlations.Count > 0) Line(text, $"- The risk groups may themselves be built from imaging features: correlations with them do not confirm the group comparison independently.");
        if (r.Cohort.Covariates.Count == 0) Line(text, $"- No covariate was held fixed: spread of nuclear features grows with sampling, stain and focus.");
        Line(text, $"- {r.Tests.Count(t => t.IsTested)} features were tested in {r.Tests.Where(t => t.IsTested).Select(t => t.Variable.Family).Distinct().Count()} families; adjustment is within families.");
    }

    private static string Span(double lower, double upper) => double.IsNaN(lower) || double.IsNaN(upper) ? "no interval" : $"{ReportText.Fixed(lower, 2)} to {ReportText.Fixed(upper, 2)}";

    private static string Significant(double lower, double upper) => double.IsNaN(lower) || double.IsNaN(upper) ? "no interval" : $"{ReportText.Significant(lower, 3)} to {ReportText.Significant(upper, 3)}";
}
