using System.Text;
using System.Text.Json;
using Thca.Core.Files;
using Thca.Pathology.NuclearFeatures;

namespace Thca.Pipelines.Pathology;

/// <summary>The record beside a slide's features, <c>features.json</c>: what they come from, so that a later run can take them over.</summary>
internal sealed record SlideFeatureRecord
{
    private const string Schema = "thca-slide-features/1";

    public required string Fingerprint { get; init; }

    public required string Sha256 { get; init; }

    public required double WidthUm { get; init; }

    public required double HeightUm { get; init; }

    public required double MppX { get; init; }

    public required double BlurredFraction { get; init; }

    public required string Stain { get; init; }

    public required SlideFeatureSummary Summary { get; init; }

    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("fingerprint", Fingerprint);
        json.WriteString("features_sha256", Sha256);
        json.WriteNumber("width_um", WidthUm);
        json.WriteNumber("height_um", HeightUm);
        json.WriteNumber("mpp_x", MppX);
        if (double.IsFinite(BlurredFraction)) json.WriteNumber("blurred_fraction", BlurredFraction);
        json.WriteString("stain", Stain);
        json.WriteNumber("nuclei", Summary.Nuclei);
        json.WriteNumber("included", Summary.Included);
        json.WriteStartObject("excluded");
        foreach ((string reason, int count) in Summary.Exclusions) json.WriteNumber(reason, count);
        json.WriteEndObject();
        json.WriteNumber("texture_low", Summary.TextureLow);
        json.WriteNumber("texture_high", Summary.TextureHigh);
        json.WriteEndObject();
    });

    /// <summary>The record, or null when there is none that can be read.</summary>
    public static SlideFeatureRecord? Find(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path, Encoding.UTF8));
            JsonElement root = document.RootElement;
            if (root.GetProperty("schema").GetString() != Schema) return null;
            return new SlideFeatureRecord
            {
                Fingerprint = root.GetProperty("fingerprint").GetString() ?? "",
                Sha256 = root.GetProperty("features_sha256").GetString() ?? "",
                WidthUm = root.GetProperty("width_um").GetDouble(),
                HeightUm = root.GetProperty("height_um").GetDouble(),
                MppX = root.GetProperty("mpp_x").GetDouble(),
                BlurredFraction = root.TryGetProperty("blurred_fraction", out JsonElement blurred) ? blurred.GetDouble() : double.NaN,
                Stain = root.GetProperty("stain").GetString() ?? "",
                Summary = new SlideFeatureSummary(
                    root.GetProperty("nuclei").GetInt32(), root.GetProperty("included").GetInt32(),
                    [.. root.GetProperty("excluded").EnumerateObject().Select(e => new KeyValuePair<string, int>(e.Name, e.Value.GetInt32()))],
                    root.GetProperty("texture_low").GetDouble(), root.GetProperty("texture_high").GetDouble()),
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
