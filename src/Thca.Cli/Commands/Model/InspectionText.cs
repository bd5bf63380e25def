using System.Globalization;
using System.Text;
using System.Text.Json;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Reporting;

namespace Thca.Cli.Commands.Model;

/// <summary>An inspected model in words and as JSON.</summary>
internal static class InspectionText
{
    public static IEnumerable<string> Lines(CritInspection i)
    {
        CritArtifact a = i.Artifact;
        yield return $"Model {i.Id} (sha256 {i.Sha256}), protocol {a.Protocol}, combination {a.Combination.Name}";
        yield return string.Create(CultureInfo.InvariantCulture, $"Trees: {i.TreeCount}, leaves {i.LeafCount}, depth {i.MaxDepth}, base value {i.BaseValue:R}");
        yield return $"Calibrator: {a.Calibrator.Type}";
        foreach (CritThreshold t in a.Thresholds)
            yield return string.Create(CultureInfo.InvariantCulture, $"Threshold {t.Name}{(t.Name == a.DefaultThreshold ? " (default)" : "")}: {t.Value:R}, {t.Status}");
        foreach (CritRiskGroups g in a.RiskGroups) yield return $"Risk groups {g.Scheme}: {string.Join(" | ", g.Labels)}";
        yield return $"Features ({i.Features.Count}): name, modality, unit, splits";
        foreach (CritInspectedFeature f in i.Features)
            yield return string.Create(CultureInfo.InvariantCulture, $"  {f.Feature.Name}  {f.Feature.Modality}  {f.Feature.Unit} ({f.Feature.UnitStatus})  {f.Splits}");
        yield return string.Create(CultureInfo.InvariantCulture, $"Trained by {a.Provenance.Trainer} {a.Provenance.TrainerVersion}, product {a.Provenance.ProductVersion}, seed {a.Provenance.Seed}, {a.Provenance.Rows} patients with {a.Provenance.Events} events, folds {a.Provenance.Folds}");
        foreach (var warning in i.Warnings) yield return $"Warning {warning.Code}: {warning.Message}";
        if (i.BlankCardFields.Count > 0) yield return $"Model card fields left blank: {string.Join(", ", i.BlankCardFields)}";
    }

    public static string Json(CritInspection i)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("id", i.Id);
            json.WriteString("sha256", i.Sha256);
            json.WriteString("protocol", i.Artifact.Protocol.ToString());
            json.WriteString("combination", i.Artifact.Combination.Name);
            json.WriteNumber("trees", i.TreeCount);
            json.WriteNumber("leaves", i.LeafCount);
            json.WriteNumber("maxDepth", i.MaxDepth);
            json.WriteNumber("baseValue", i.BaseValue);
            json.WriteString("calibrator", i.Artifact.Calibrator.Type.ToString());
            json.WriteStartArray("thresholds");
            foreach (CritThreshold t in i.Artifact.Thresholds)
            {
                json.WriteStartObject();
                json.WriteString("name", t.Name);
                json.WriteNumber("value", t.Value);
                json.WriteString("status", t.Status);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("features");
            foreach (CritInspectedFeature f in i.Features)
            {
                json.WriteStartObject();
                json.WriteString("name", f.Feature.Name);
                json.WriteString("modality", f.Feature.Modality.ToString());
                json.WriteString("unit", f.Feature.Unit);
                json.WriteString("unitStatus", f.Feature.UnitStatus.ToString());
                json.WriteNumber("splits", f.Splits);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
