using System.Text;
using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Comparison;

namespace Thca.Cli.Commands.Pathology;

/// <summary>The result of <c>thca pathology analyze</c> as <c>--json</c> prints it.</summary>
internal static class GroupStudyJson
{
    public static string Write(GroupStudyResult result, string folder)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "thca-pathology-groups/1");
            json.WriteString("output", folder);
            json.WriteString("plan", result.Plan.Hash is { } hash ? hash.Hex : null);
            json.WriteNumber("low", result.Cohort.Count(RiskGroup.Low));
            json.WriteNumber("high", result.Cohort.Count(RiskGroup.High));
            json.WriteNumber("notAnalysed", result.Cohort.Matching.Count(m => !m.IsAnalysed));
            json.WriteStartArray("flags");
            foreach (string flag in result.Cohort.Flags) json.WriteStringValue(flag);
            json.WriteEndArray();
            json.WriteStartArray("tests");
            foreach (FeatureComparison t in result.Tests) Test(json, t);
            json.WriteEndArray();
            json.WriteStartObject("score");
            json.WriteString("status", result.Score.Status.Code);
            Number(json, "auc", result.Score.Outcome?.Auc ?? double.NaN);
            Number(json, "p", result.Score.P);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Test(Utf8JsonWriter json, FeatureComparison t)
    {
        json.WriteStartObject();
        json.WriteString("family", t.Variable.Family);
        json.WriteString("feature", t.Variable.Name);
        json.WriteBoolean("primary", t.Variable.IsPrimary);
        json.WriteString("status", t.Status.Code);
        Number(json, "shift", t.Shift?.Shift ?? double.NaN);
        Number(json, "cliffsDelta", t.Delta?.Value ?? double.NaN);
        Number(json, "hedgesG", t.G?.Value ?? double.NaN);
        Number(json, "p", t.P);
        Number(json, "q", t.Q);
        if (t.Variable.IsPrimary) Number(json, "holm", t.Holm);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
