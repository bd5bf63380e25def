using Thca.Core.Tables;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Metrics;
using Thca.Modeling.Ranking;
using Thca.Modeling.Training;
using Thca.Statistics.Calibration;
using Thca.Statistics.DecisionCurves;

namespace Thca.Modeling.Output;

/// <summary>The tables of a training run.</summary>
internal static class StudyTables
{
    private const int Bins = 10;
    private static readonly string[] ComparedColumns = ["Combination", "Cohort", "Protocol", "Prediction_Type"];
    private static readonly string[] FoldMetrics = ["auc_roc", "auc_pr", "sensitivity", "specificity", "ppv", "npv", "brier_score"];

    public static TextTable OutOfFold(IReadOnlyList<OutOfFoldPrediction> predictions, string combination, string source) => new(
        ["PatientID", "Repeat", "Fold", "Outcome", "Raw", "Calibrated", "Combination", "ProbabilityRaw", "Threshold", "Class", "Prediction_Source"],
        predictions.Select(p => (string[])
        [
            p.Patient, CellText.Of(p.Repeat), CellText.Of(p.Fold), CellText.Of(p.Outcome), CellText.Of(p.Margin), CellText.Of(p.Calibrated), combination,
            CellText.Of(p.ProbabilityRaw), CellText.Of(p.Threshold), CellText.Of(p.IsPositive), source,
        ]));

    public static TextTable Risks(IEnumerable<PatientRisk> risks) => new(
        ["PatientID", "Predicted_Probability", "Risk_Group_Clinical", "Risk_Group_Tertile", "Dataset_Split", "Prediction_Source", "True_M_stage", "Risk_Group_Fixed"],
        risks.Select(r => (string[])
        [
            r.Patient, CellText.Of(r.Probability), Group(r, RiskSchemes.Clinical), Group(r, RiskSchemes.Tertile), r.Split, r.Source, r.Outcome is { } y ? CellText.Of(y) : "", Group(r, RiskSchemes.Fixed),
        ]));

    public static TextTable Ranking(IReadOnlyList<RankedCombination> ranking) => new(
        ["Rank", "Combination", "Total", .. ScoreWeights.Sound.Keys.Select(k => $"{k.Replace("_score", "", StringComparison.Ordinal)}_score"), "AUC_ROC", "N_Features", "P_Best", "Rank_Lower", "Rank_Upper", "Parsimonious"],
        ranking.Select(r => (string[])
        [
            CellText.Of(r.Rank), r.Name, CellText.Of(r.Total), .. ScoreWeights.Sound.Keys.Select(k => CellText.Of(r.Components[k])), CellText.Of(r.Metrics["auc_roc"]),
            CellText.Of(r.Features), CellText.Of(r.ChanceBest), CellText.Of(r.RankLower), CellText.Of(r.RankUpper), CellText.Of(r.Parsimonious),
        ]));

    public static TextTable FeatureRanking(CritTrainingResult result) => new(
        ["Feature", "Modality", "Rank", "Composite", "Kept", "Sensitivity", "AUC_PR", "Forest_Importance", "Mutual_Information", "P", "AUC_ROC", "Correlation"],
        result.Ranking.OrderBy(r => r.Modality).ThenBy(r => r.Rank).Select(r => (string[])
        [
            r.Name, r.Modality.ToString(), CellText.Of(r.Rank), CellText.Of(r.Composite), CellText.Of(r.Kept), CellText.Of(r.Indicators.Sensitivity), CellText.Of(r.Indicators.AveragePrecision),
            CellText.Of(r.Indicators.ForestImportance), CellText.Of(r.Indicators.MutualInformation), CellText.Of(r.Indicators.PValue), CellText.Of(r.Indicators.Auc), CellText.Of(r.Indicators.Correlation),
        ]));

    public static TextTable Comparison(IEnumerable<ComparedModel> rows, string protocol) => new(
        [.. ComparedColumns, .. MetricCatalog.Keys],
        rows.Select(r => (string[])[r.Name, r.Cohort, protocol, r.PredictionType, .. MetricCatalog.Keys.Select(k => CellText.Of(r.Metrics[k].Value))]));

    /// <summary>The same with the limits of every metric.</summary>
    public static TextTable ComparisonWithLimits(IEnumerable<ComparedModel> rows, string protocol) => new(
        [.. ComparedColumns, .. MetricCatalog.Keys.SelectMany(k => new[] { k, $"{k}_lower", $"{k}_upper" })],
        rows.Select(r => (string[])
        [
            r.Name, r.Cohort, protocol, r.PredictionType, .. MetricCatalog.Keys.Select(k => r.Metrics[k]).SelectMany(m => new[] { CellText.Of(m.Value), CellText.Of(m.Lower), CellText.Of(m.Upper) }),
        ]));

    public static TextTable Intervals(IEnumerable<ComparedModel> rows) => new(
        ["Combination", "Cohort", "Metric", "Estimate", "Lower", "Upper", "Level", "Method", "B", "Skipped"],
        rows.SelectMany(r => r.Metrics.Select(m => (string[])
        [
            r.Name, r.Cohort, m.Key, CellText.Of(m.Value.Value), CellText.Of(m.Value.Lower), CellText.Of(m.Value.Upper), "0.95", m.Value.Method,
            m.Value.Replicates > 0 ? CellText.Of(m.Value.Replicates) : "", m.Value.Replicates > 0 ? CellText.Of(m.Value.Skipped) : "",
        ])));

    public static TextTable FoldResults(IEnumerable<CombinationResult> combinations) => new(
        ["Combination", "Repeat", "Fold", "N_Train", "N_Test", "M1_Train", "M1_Test", "Resampler", "N_Features", "Threshold", "Threshold_Status", "Calibration_Method", "AUC_ROC", "AUC_PR", "Sensitivity", "Specificity", "PPV", "NPV", "Brier"],
        combinations.SelectMany(c => c.Folds.Select(u => FoldRow(c, u))));

    /// <summary>Every configuration tried, with the objective in each inner fold. Durations are not among the columns, so that equal runs give equal files.</summary>
    public static TextTable Trials(CombinationResult combination)
    {
        (string Scope, SearchHistory Search)[] scopes = [.. Scopes(combination)];
        string[] names = [.. scopes.SelectMany(s => s.Search.Trials).SelectMany(t => t.Values.Keys).Distinct()];
        int folds = scopes.SelectMany(s => s.Search.FoldValues).Select(v => v.Length).DefaultIfEmpty(0).Max();
        return new TextTable(
            ["Scope", "Trial", "State", "Value", .. names, .. Enumerable.Range(1, folds).Select(f => $"Fold_{f}"), "Message"],
            scopes.SelectMany(s => s.Search.Trials.Select((t, i) => (string[])
            [
                s.Scope, CellText.Of(t.Number), t.State.ToString(), CellText.Of(t.Value),
                .. names.Select(n => !t.Values.TryGetValue(n, out double v) ? "" : n == "imbalance" ? s.Search.ImbalanceChoices[(int)v] : CellText.Of(v)),
                .. Enumerable.Range(0, folds).Select(f => f < s.Search.FoldValues[i].Length ? CellText.Of(s.Search.FoldValues[i][f]) : ""), t.Message,
            ])));
    }

    /// <summary>The best configuration of every way to treat imbalance.</summary>
    public static TextTable Resamplers(IEnumerable<CombinationResult> combinations) => new(
        ["Combination", "Scope", "Resampler", "LogLoss", "AP", "Recall", "Precision", "N_Before", "N_After", "Minority_After", "Error", "Trials", "Best_Value", "Is_Chosen"],
        combinations.SelectMany(c => Scopes(c).SelectMany(s => s.Search.Resamplers.Select(r => (string[])
        [
            c.Combination.Name, s.Scope, r.Resampler, CellText.Of(r.LogLoss), CellText.Of(r.AveragePrecision), CellText.Of(r.Recall), CellText.Of(r.Precision), CellText.Of(r.Rows.Before), CellText.Of(r.Rows.After),
            CellText.Of(r.Rows.MinorityAfter), r.Error, CellText.Of(r.Trials), CellText.Of(r.BestValue), CellText.Of(r.IsChosen),
        ]))));

    private static IEnumerable<(string Scope, SearchHistory Search)> Scopes(CombinationResult combination) =>
        [.. combination.Folds.Select(f => (FormattableString.Invariant($"repeat {f.Repeat} fold {f.Fold}"), f.Search)), ("final", combination.FinalSearch)];

    public static TextTable Thresholds(CritTrainingResult result) => new(
        ["Combination", "Strategy", "Threshold", "Status", "Se", "Sp", "NPV", "PPV", "Score", "Boot_Median", "Boot_Lower", "Boot_Upper"],
        result.Thresholds.Select((t, i) => (string[])
        [
            result.Artifact.Combination.Name, t.Strategy.ToString(), CellText.Of(t.Value), t.Status.ToString(), CellText.Of(t.Counts.Sensitivity), CellText.Of(t.Counts.Specificity),
            CellText.Of(t.Counts.NegativePredictiveValue), CellText.Of(t.Counts.PositivePredictiveValue), CellText.Of(t.Score),
            i == 0 ? CellText.Of(result.ThresholdRange.Value) : "", i == 0 ? CellText.Of(result.ThresholdRange.Lower) : "", i == 0 ? CellText.Of(result.ThresholdRange.Upper) : "",
        ]));

    public static TextTable SelectionStability(IEnumerable<CombinationResult> combinations) => new(
        ["Combination", "Feature", "Modality", "Frequency", "Mean_Rank", "Nogueira"],
        combinations.SelectMany(c => c.SelectionFrequency.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => (string[])[c.Combination.Name, f.Key, Data.ColumnRules.ModalityOf(f.Key).ToString(), CellText.Of(f.Value), CellText.Of(MeanRank(c, f.Key)), CellText.Of(c.SelectionStability)])));

    /// <summary>Mean rank of a feature by mean absolute contribution over the folds that selected it.</summary>
    private static double MeanRank(CombinationResult combination, string feature) => combination.Folds.Select(u =>
    {
        int f = u.Features.ToList().IndexOf(feature);
        if (f < 0 || u.Contributions.Count == 0) return double.NaN;
        double[] importance = [.. Enumerable.Range(0, u.Features.Count).Select(i => u.Contributions.Average(c => Math.Abs(c[i])))];
        return 1.0 + importance.Count(v => v > importance[f]);
    }).Where(r => !double.IsNaN(r)).DefaultIfEmpty(double.NaN).Average();

    public static TextTable CalibrationTable(IEnumerable<(string Name, string Cohort, PredictedCohort Predictions)> rows) => new(
        ["Combination", "Cohort", "Bin", "N", "Events", "Mean_P", "Observed", "Lower", "Upper"],
        rows.SelectMany(r => CalibrationBins.ByQuantile(r.Predictions.Outcome, r.Predictions.MeanProbability(), Bins).Select((bin, i) =>
        {
            MetricEstimate wilson = ProportionIntervals.Wilson(bin.Events, bin.Count);
            return (string[])[r.Name, r.Cohort, CellText.Of(i + 1), CellText.Of(bin.Count), CellText.Of(bin.Events), CellText.Of(bin.MeanPredicted), CellText.Of(bin.Observed), CellText.Of(wilson.Lower), CellText.Of(wilson.Upper)];
        })));

    public static TextTable DecisionCurves(IEnumerable<(string Name, string Cohort, IReadOnlyList<DecisionCurvePoint> Curve)> rows) => new(
        ["Combination", "Cohort", "Threshold", "NB_Model", "Lower", "Upper", "NB_All", "Standardised_NB", "Interventions_Avoided_100"],
        rows.SelectMany(r => r.Curve.Select(p => (string[])
        [
            r.Name, r.Cohort, CellText.Of(p.Threshold), CellText.Of(p.NetBenefit), CellText.Of(p.Lower), CellText.Of(p.Upper), CellText.Of(p.TreatAll), CellText.Of(p.Standardised), CellText.Of(p.InterventionsAvoided),
        ])));

    private static string[] FoldRow(CombinationResult combination, UnitResult unit)
    {
        OutOfFoldPrediction[] held = [.. combination.OutOfFold.Where(p => p.Repeat == unit.Repeat && p.Fold == unit.Fold)];
        bool[] outcome = [.. held.Select(p => p.Outcome)];
        IReadOnlyDictionary<string, double> m = BinaryMetrics.Compute(outcome, [.. held.Select(p => p.Calibrated)], Math.Min(0.99, unit.Threshold));
        return
        [
            unit.Combination, CellText.Of(unit.Repeat), CellText.Of(unit.Fold), CellText.Of(unit.Trained), CellText.Of(held.Length), CellText.Of(unit.TrainedEvents), CellText.Of(outcome.Count(y => y)),
            unit.Configuration.Imbalance.Method.ToString(), CellText.Of(unit.Features.Count), CellText.Of(unit.Threshold), unit.ThresholdStatus.ToString(), unit.Calibration.ToString(),
            .. FoldMetrics.Select(k => CellText.Of(m[k])),
        ];
    }

    private static string Group(PatientRisk risk, string scheme) => risk.Groups.TryGetValue(scheme, out string? group) ? group : "";
}
