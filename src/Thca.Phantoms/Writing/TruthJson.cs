using System.Text;
using System.Text.Json;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Phantoms.Ct;

namespace Thca.Phantoms.Writing;

/// <summary>The truth of a case as JSON.</summary>
internal static class TruthJson
{
    public static string Of(NeckCtTruth truth, NeckCtOptions options, RandomSeed seed)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", NeckCtTruth.Schema);
            json.WriteNumber("seed", seed.Value);
            Numbers(json, "size", options.Size.X, options.Size.Y, options.Size.Z);
            Numbers(json, "spacingMm", options.Spacing.X, options.Spacing.Y, options.Spacing.Z);
            json.WriteNumber("huOffset", options.HuOffset);
            json.WriteNumber("noiseHu", truth.NoiseHu);
            Lesion(json, truth);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)) + "\n";
    }

    private static void Lesion(Utf8JsonWriter json, NeckCtTruth truth)
    {
        json.WriteStartObject("lesion");
        json.WriteNumber("label", (int)AnatomicalLabel.Lesion);
        json.WriteString("side", truth.Side == LesionSide.Left ? "left" : "right");
        json.WriteNumber("diameterMm", truth.LesionDiameterMm);
        Numbers(json, "centreMm", truth.LesionCentre.X, truth.LesionCentre.Y, truth.LesionCentre.Z);
        json.WriteNumber("voxels", truth.LesionVoxels);
        json.WriteNumber("volumeMm3", truth.LesionVolumeMm3);
        json.WriteNumber("ellipsoidVolumeMm3", truth.EllipsoidVolumeMm3);
        json.WriteNumber("contrastHu", truth.ContrastHu);
        json.WriteNumber("heterogeneity", truth.Heterogeneity);
        json.WriteNumber("structureHu", truth.StructureHu);
        json.WriteStartArray("habitats");
        foreach (HabitatTruth habitat in truth.Habitats)
        {
            json.WriteStartObject();
            json.WriteNumber("index", habitat.Index);
            json.WriteString("kind", habitat.Kind switch { 0 => "necrotic", 1 => "solid", _ => "enhancing" });
            json.WriteNumber("meanHu", habitat.MeanHu);
            json.WriteNumber("volumeMm3", habitat.VolumeMm3);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, double x, double y, double z)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(x);
        json.WriteNumberValue(y);
        json.WriteNumberValue(z);
        json.WriteEndArray();
    }
}
