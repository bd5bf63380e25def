using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Review;

/// <summary>What a mask shows at first sight, and what the prediction wrote about it into <c>CASE.json</c>.</summary>
internal sealed record FirstLook(int? Label, double VolumeMm3, double Uncertainty, string ModelSha256, IReadOnlyList<string> Warnings)
{
    private const int Lesion = (int)AnatomicalLabel.Lesion;
    private const int LargestSidecar = 16 << 20;
    private static readonly string[] WeightExtensions = [".safetensors", ".pth", ".pt"];

    public static FirstLook Of(LabelMap map, string sidecar, ReviewOptions options)
    {
        IReadOnlyList<int> present = map.DistinctLabels();
        int? label = options.Label ?? (present.Contains(Lesion) ? Lesion : present.Count == 1 ? present[0] : null);
        LabelMap named = AsLesion(map, label ?? Lesion);
        double volume = named.Labels.Count(Lesion) * map.Geometry.Spacing.VoxelVolume;
        (double uncertainty, string model, IEnumerable<string> told) = Sidecar(sidecar);
        return new FirstLook(label, volume, uncertainty, model, [.. SegmentationFlags.Of(named, LabelSet.Thyroid).Concat(told).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The map with the lesion as label 11.</summary>
    private static LabelMap AsLesion(LabelMap map, int label)
    {
        if (label == Lesion) return map;
        ReadOnlySpan<int> labels = map.Labels;
        var named = new int[labels.Length];
        for (int i = 0; i < named.Length; i++) named[i] = labels[i] == label ? Lesion : labels[i] == Lesion ? 0 : labels[i];
        return new LabelMap(map.Geometry, named);
    }

    // The prediction's file is a help, not a condition: what cannot be read is left out.
    private static (double Uncertainty, string Model, IEnumerable<string> Warnings) Sidecar(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > LargestSidecar) return (double.NaN, "", []);
        try
        {
            if (JsonNode.Parse(File.ReadAllText(path)) is not JsonObject json) return (double.NaN, "", []);
            double uncertainty = json["uncertainty"] is JsonValue u && u.TryGetValue(out double value) ? value : double.NaN;
            string[] weights = [.. Items<JsonObject>(json, "inputs").Where(i => WeightExtensions.Contains(Path.GetExtension(Text(i["name"])))).Select(i => Text(i["sha256"]))];
            string model = weights.Length switch { 0 => "", 1 => weights[0], _ => ContentHash.Of(string.Join('\n', weights)).Hex };
            return (uncertainty, model, [.. Items<JsonValue>(json, "notes").Select(Text).Where(t => t.Length > 0)]);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return (double.NaN, "", []);
        }
    }

    private static IEnumerable<T> Items<T>(JsonObject json, string name) => (json[name] as JsonArray ?? []).OfType<T>();

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
