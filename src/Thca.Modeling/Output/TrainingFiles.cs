using Thca.Core.Files;
using Thca.Core.Tables;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Selection;
using Thca.Modeling.Training;

namespace Thca.Modeling.Output;

/// <summary>Writes what training produced: the artifact, predictions, metrics, risk groups and rankings. All files are written atomically.</summary>
public static class TrainingFiles
{
    /// <summary>Name of the artifact.</summary>
    public const string Model = "model.crit.json";

    /// <summary>Name of the out-of-fold predictions.</summary>
    public const string OutOfFold = "oof_predictions.csv";

    /// <summary>Name of the metrics.</summary>
    public const string Metrics = "metrics.json";

    /// <summary>Name of the risk groups handed to biology.</summary>
    public const string RiskGroups = "risk_groups.csv";

    /// <summary>Writes every file into a folder, which is created if needed.</summary>
    public static void Write(CritTrainingResult result, string folder)
    {
        Directory.CreateDirectory(folder);
        string combination = result.Artifact.Combination.Name;
        AtomicFile.Write(Path.Combine(folder, Model), stream => stream.Write(CritArtifactJson.ToBytes(result.Artifact)));
        OutOfFoldTable(result.OutOfFold, combination).Write(Path.Combine(folder, OutOfFold));
        AtomicFile.WriteAllText(Path.Combine(folder, Metrics), MetricsJson.Write(result.Metrics, [KeyValuePair.Create(combination, result.Metrics)], null));
        RiskTable(result.Risks).Write(Path.Combine(folder, RiskGroups));
        FeatureRankingTable(result.Ranking).Write(Path.Combine(folder, $"feature_ranking_{FileName(combination)}.csv"));
    }

    /// <summary>A combination's name as part of a file name.</summary>
    internal static string FileName(string combination) => combination.Replace('+', '_');

    private static TextTable OutOfFoldTable(IReadOnlyList<OutOfFoldPrediction> predictions, string combination) => new(
        ["PatientID", "Repeat", "Fold", "Outcome", "Raw", "Calibrated", "Combination", "ProbabilityRaw", "Threshold", "Class", "Prediction_Source"],
        predictions.Select(p => (string[])
        [
            p.Patient, Integer(p.Repeat), Integer(p.Fold), Flag(p.Outcome), NumberText.Format(p.Margin), NumberText.Format(p.Calibrated), combination,
            NumberText.Format(p.ProbabilityRaw), NumberText.Format(p.Threshold), Flag(p.IsPositive), "out_of_fold",
        ]));

    private static TextTable RiskTable(IReadOnlyList<PatientRisk> risks) => new(
        ["PatientID", "Predicted_Probability", "Risk_Group_Clinical", "Risk_Group_Tertile", "Dataset_Split", "Prediction_Source", "True_M_stage"],
        risks.Select(r => (string[])
        [
            r.Patient, NumberText.Format(r.Probability), r.Groups.GetValueOrDefault(RiskSchemes.Clinical, ""), r.Groups.GetValueOrDefault(RiskSchemes.Tertile, ""),
            r.Split, r.Source, r.Outcome is { } y ? Flag(y) : "",
        ]));

    private static TextTable FeatureRankingTable(IReadOnlyList<RankedFeature> ranking) => new(
        ["Feature", "Modality", "Rank", "Composite", "Kept", "Sensitivity", "AUC_PR", "Forest_Importance", "Mutual_Information", "P", "AUC_ROC", "Correlation"],
        ranking.OrderBy(r => r.Modality).ThenBy(r => r.Rank).Select(r => (string[])
        [
            r.Name, r.Modality.ToString(), Integer(r.Rank), NumberText.Format(r.Composite), Flag(r.Kept), NumberText.Format(r.Indicators.Sensitivity),
            NumberText.Format(r.Indicators.AveragePrecision), NumberText.Format(r.Indicators.ForestImportance), NumberText.Format(r.Indicators.MutualInformation),
            NumberText.Format(r.Indicators.PValue), NumberText.Format(r.Indicators.Auc), NumberText.Format(r.Indicators.Correlation),
        ]));

    private static string Integer(int value) => NumberText.Format(value);

    private static string Flag(bool value) => value ? "1" : "0";
}
