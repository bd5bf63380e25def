using System.Globalization;
using Thca.Clinical.Baseline;
using Thca.Clinical.Regression;
using Thca.Clinical.Tables;
using Thca.Core.Tables;
using Thca.Statistics.Distributions;
using Thca.Statistics.Roc;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.RiskScores;

/// <summary>Tables that compare scores across cohorts.</summary>
public static class ScoreSummaries
{
    /// <summary>
    /// One row per cohort and score: odds ratio of High against Low alone and adjusted, group counts, the frozen threshold, discrimination in
    /// that cohort, Holm-adjusted p, coefficient of the continuous score, and why a cell is empty.
    /// </summary>
    /// <param name="cohorts">Name, table with risk columns, and regression of every cohort; the first is training.</param>
    /// <param name="scores">The scores and their thresholds.</param>
    /// <param name="allowResubstitution">Whether odds ratios of training scores from the model's own training data are shown; default false.</param>
    public static TextTable Summary(
        IReadOnlyList<(string Name, ClinicalTable Table, RegressionResult Result)> cohorts, IReadOnlyList<(RiskScore Score, RiskThreshold Threshold)> scores, bool allowResubstitution = false) => new(
        [
            "Dataset", "Score", "Univariate_OR", "Univariate_P", "Multivariate_OR", "Multivariate_P", "N_High", "Events_High", "N_Low", "Events_Low", "Threshold", "Threshold_Source",
            "Orientation", "AUC", "AUC_lo", "AUC_hi", "Sensitivity", "Specificity", "P_Holm", "Beta_per_unit_continuous", "Status",
        ],
        cohorts.SelectMany(c => scores.Select(s => Row(c.Name, c.Table, c.Result, s.Score, s.Threshold, allowResubstitution))),
        "scores");

    /// <summary>Whether every score acts the same in two cohorts: coefficients of High, their difference, the pooled odds ratio and Cochran's Q.</summary>
    public static TextTable Consistency(RegressionResult first, RegressionResult second, IReadOnlyList<string> scores) => new(
        ["Score", "Beta_1", "SE_1", "Beta_2", "SE_2", "Z", "P", "Same_direction", "Pooled_OR", "Pooled_OR_lower", "Pooled_OR_upper", "Cochran_Q"],
        scores.Select(s => Consistency(s, High(first.UnivariableLines, s), High(second.UnivariableLines, s))),
        "consistency");

    private static string[] Consistency(string score, RegressionRow? a, RegressionRow? b)
    {
        if (a is null || b is null || double.IsNaN(a.Beta) || double.IsNaN(b.Beta)) return [score, N(a?.Beta), N(a?.StandardError), N(b?.Beta), N(b?.StandardError), .. Enumerable.Repeat("", 7)];
        double w1 = 1 / (a.StandardError * a.StandardError), w2 = 1 / (b.StandardError * b.StandardError), pooled = (w1 * a.Beta + w2 * b.Beta) / (w1 + w2), se = 1 / Math.Sqrt(w1 + w2);
        double z = (a.Beta - b.Beta) / Math.Sqrt(1 / w1 + 1 / w2), half = 1.959963984540054 * se;
        return
        [
            score, N(a.Beta), N(a.StandardError), N(b.Beta), N(b.StandardError), N(z), N(NormalDistribution.TwoSided(z)), a.Beta * b.Beta > 0 ? "true" : "false",
            N(Math.Exp(pooled)), N(Math.Exp(pooled - half)), N(Math.Exp(pooled + half)), N(z * z),
        ];
    }

    private static string[] Row(string cohort, ClinicalTable table, RegressionResult result, RiskScore score, RiskThreshold threshold, bool allowResubstitution)
    {
        string source = score.SourceOf(table.Ids);
        bool hidden = source == "resubstitution" && !allowResubstitution;
        RegressionRow? uni = hidden ? null : High(result.UnivariableLines, score.Name), multi = hidden ? null : High(result.MultivariableLines, score.Name);
        RegressionRow? continuous = hidden ? null : result.UnivariableLines.FirstOrDefault(r => r.Term == RiskGroups.ScoreColumn(score.Name));
        (double[] s, double[] y) = Finite.Pairs(score.For(table.Ids), table.Outcome!.Values);
        double[] groups = Array.ConvertAll(s, threshold.Group);
        int Count(double group, bool events) => Enumerable.Range(0, s.Length).Count(i => groups[i] == group && (!events || y[i] == 1));
        int positives = y.Count(v => v == 1);
        bool both = positives > 0 && positives < y.Length;
        AucEstimate auc = both ? DeLong.Auc(Array.ConvertAll(y, v => v == 1), Array.ConvertAll(s, v => threshold.Orientation * v)) : new AucEstimate(double.NaN, double.NaN, double.NaN, double.NaN);
        int high = Count(1, false), highEvents = Count(1, true), low = Count(0, false), lowEvents = Count(0, true);
        string status = hidden ? "OPTIMISTIC: scores come from the model's own training data"
            : s.Length == 0 ? "NO_SCORES" : !both ? "OUTCOME_SINGLE_CLASS"
            : uni is null || double.IsNaN(uni.Beta) ? $"NOT_ESTIMATED {string.Join(";", uni?.Flags ?? [])}"
            : source is "unknown" or "mixed" ? "PROVENANCE_UNKNOWN" : source == "resubstitution" ? "OPTIMISTIC" : "ok";
        return
        [
            cohort, score.Name, uni is null ? "" : RegressionTables.Odds(uni), uni is null ? "" : ClinicalFormat.P(uni.PValue), multi is null ? "" : RegressionTables.Odds(multi),
            multi is null ? "" : ClinicalFormat.P(multi.PValue), I(high), I(highEvents), I(low), I(lowEvents), N(threshold.Threshold), "training, frozen",
            threshold.Orientation > 0 ? "increasing" : "decreasing", N(auc.Value), N(auc.Lower), N(auc.Upper), both ? N((double)highEvents / positives) : "",
            both ? N((double)(low - lowEvents) / (y.Length - positives)) : "", N(uni?.PAdjustedHolm), N(continuous?.Beta), status,
        ];
    }

    private static RegressionRow? High(IReadOnlyList<RegressionRow> rows, string score) => rows.FirstOrDefault(r => r.Term == RiskGroups.GroupColumn(score) && !r.IsReference);

    private static string N(double? value) => value is null || double.IsNaN(value.Value) ? "" : ClinicalNumber.Format(value.Value);

    private static string I(int value) => value.ToString(CultureInfo.InvariantCulture);
}
