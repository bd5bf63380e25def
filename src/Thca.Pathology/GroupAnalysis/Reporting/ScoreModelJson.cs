using System.Text;
using System.Text.Json;
using Thca.Pathology.GroupAnalysis.Scoring;

namespace Thca.Pathology.GroupAnalysis.Reporting;

/// <summary>The composite score as JSON: how it did on held-out patients, and the frozen weights for use elsewhere.</summary>
public static class ScoreModelJson
{
    /// <summary>Identifier of the layout.</summary>
    public const string Schema = "thca-pathology-score/1";

    /// <summary>Writes the JSON text.</summary>
    public static string Write(CompositeScoreResult score)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("status", score.Status.Code);
            json.WriteString("message", score.Status.Message);
            json.WriteStartArray("flags");
            foreach (string flag in score.Flags) json.WriteStringValue(flag);
            json.WriteEndArray();
            Discrimination(json, "outcome", score.Outcome);
            Discrimination(json, "riskGroup", score.RiskGroup);
            Discrimination(json, "external", score.External);
            Number(json, "p", score.P);
            json.WriteNumber("permutations", score.Permutations);
            json.WriteBoolean("allAssignments", score.IsExhaustive);
            if (score.Frozen is { } model)
            {
                json.WriteNumber("patients", model.Patients);
                json.WriteStartArray("terms");
                foreach (ScoreTerm t in model.Terms)
                {
                    json.WriteStartObject();
                    json.WriteString("feature", t.Feature);
                    json.WriteNumber("mean", t.Mean);
                    json.WriteNumber("sd", t.StandardDeviation);
                    json.WriteNumber("median", t.Median);
                    json.WriteNumber("weight", t.Weight);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Discrimination(Utf8JsonWriter json, string name, ScoreDiscrimination? d)
    {
        if (d is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("positives", d.Positives);
        json.WriteNumber("negatives", d.Negatives);
        Number(json, "auc", d.Auc);
        Number(json, "deLongLower", d.DeLongLower);
        Number(json, "deLongUpper", d.DeLongUpper);
        Number(json, "bootstrapLower", d.BootstrapLower);
        Number(json, "bootstrapUpper", d.BootstrapUpper);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, "NaN");
    }
}
