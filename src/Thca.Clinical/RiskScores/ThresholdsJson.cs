using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Provenance;

namespace Thca.Clinical.RiskScores;

/// <summary>Frozen thresholds as JSON (<c>thca-risk-thresholds/1</c>).</summary>
public static class ThresholdsJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Score, orientation, threshold with bootstrap range, J, sensitivity and specificity with Wilson intervals, n, source and a hash of the scores.</summary>
    /// <param name="scores">Scores and their thresholds.</param>
    /// <param name="trainingPatients">Patients the thresholds were learnt from.</param>
    public static string ToJson(IReadOnlyList<(RiskScore Score, RiskThreshold Threshold)> scores, IReadOnlyList<string> trainingPatients) => new JsonObject
    {
        ["schema"] = "thca-risk-thresholds/1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)Entry(s.Score, s.Threshold, trainingPatients))]),
    }.ToJsonString(Indented) + "\n";

    private static JsonObject Entry(RiskScore score, RiskThreshold t, IReadOnlyList<string> patients) => new()
    {
        ["score"] = t.Score,
        ["column"] = score.Column,
        ["orientation"] = t.Orientation > 0 ? "increasing" : "decreasing",
        ["threshold"] = t.Threshold,
        ["threshold_bootstrap"] = new JsonObject { ["median"] = Number(t.BootstrapMedian), ["lower"] = Number(t.BootstrapLower), ["upper"] = Number(t.BootstrapUpper) },
        ["youden"] = t.Youden,
        ["auc"] = t.Auc,
        ["sensitivity"] = Share(t.Sensitivity),
        ["specificity"] = Share(t.Specificity),
        ["n"] = t.Count,
        ["source"] = score.SourceOf(patients),
        ["sha256"] = ContentHash.Of(string.Join('\n', patients.Where(score.Values.ContainsKey).Select(p => FormattableString.Invariant($"{p},{score.Values[p]:R}")))).Hex,
    };

    private static JsonObject Share(Proportion p)
    {
        (double lower, double upper) = p.Wilson();
        return new JsonObject { ["value"] = p.Value, ["lower"] = lower, ["upper"] = upper };
    }

    private static JsonValue? Number(double v) => double.IsFinite(v) ? JsonValue.Create(v) : null;
}
