using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Detection;

/// <summary>Writes and reads <c>detection.json</c> (what was done and found; no times) and <c>result.json</c> (hashes that let a finished slide be skipped).</summary>
internal static class DetectionReport
{
    public const string Schema = "thca-nuclei/1", ResultSchema = "thca-detection-result/1";

    public static void Write(
        string path, SlideToDetect slide, SlideProperties properties, DetectorDescription detector, SlideDetectionOptions options, SlideDetectionResult result) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        GridTransform grid = GridTransform.Of(properties);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("version", ProvenanceRecord.ProductVersion);
        json.WriteStartObject("slide");
        json.WriteString("id", slide.Slide.Value);
        json.WriteString("identity", slide.Identity);
        json.WriteNumber("width", properties.Width);
        json.WriteNumber("height", properties.Height);
        json.WriteNumber("mpp_x", properties.MppX);
        json.WriteNumber("mpp_y", properties.MppY);
        json.WriteString("mpp_source", properties.ResolutionSource);
        json.WriteNumber("scale_x", grid.ScaleX);
        json.WriteNumber("scale_y", grid.ScaleY);
        json.WriteString("tissue", slide.TissueIdentity);
        if (slide.Tissue is { } tissue)
        {
            json.WriteNumber("tissue_mm2", tissue.AreaMm2);
            json.WriteNumber("tissue_regions", tissue.Regions.Count);
            if (tissue.Focus is { Cells: > 0 } focus)
            {
                json.WriteNumber("focus_cells", focus.Cells);
                json.WriteNumber("blurred_cells", focus.BlurredCells);
            }
        }

        json.WriteString("normalisation", slide.NormalizerIdentity);
        json.WriteEndObject();
        json.WriteStartObject("detector");
        json.WriteString("name", detector.Name);
        json.WriteString("source", detector.Source);
        json.WriteString("sha256", detector.Sha256);
        json.WriteString("licence", detector.Licence);
        json.WriteEndObject();
        json.WriteStartObject("parameters");
        foreach ((string name, string value) in options.Recorded().Concat(detector.Parameters)) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteNumber("nuclei", result.Nuclei);
        json.WriteStartObject("counts");
        for (int t = 0; t < result.CountsByType.Count; t++) json.WriteNumber(NucleusTypes.Name((NucleusType)t), result.CountsByType[t]);
        json.WriteEndObject();
        json.WriteNumber("duplicates_removed", result.DuplicatesRemoved);
        if (double.IsNaN(result.Coverage)) json.WriteNull("coverage");
        else json.WriteNumber("coverage", result.Coverage);
        json.WriteStartArray("tiles");
        foreach (TileReport tile in result.Tiles)
        {
            json.WriteStartObject();
            json.WriteNumber("id", tile.Id);
            json.WriteStartArray("box");
            foreach (int side in new[] { tile.Box.X0, tile.Box.Y0, tile.Box.X1, tile.Box.Y1 }) json.WriteNumberValue(side);
            json.WriteEndArray();
            json.WriteString("status", tile.Status);
            json.WriteNumber("nuclei", tile.Nuclei);
            if (!double.IsNaN(tile.BlurredShare)) json.WriteNumber("blurred_share", tile.BlurredShare);
            if (tile.Message.Length > 0) json.WriteString("message", tile.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static void WriteResult(string path, string fingerprint, SlideDetectionResult result) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", ResultSchema);
        json.WriteString("fingerprint", fingerprint);
        json.WriteStartObject("files");
        foreach (string file in new[] { result.NucleiPath, result.ReportPath }) json.WriteString(Path.GetFileName(file), ContentHash.OfFile(file).Hex);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The result of an earlier run, if its parameters were the same and its files are unchanged.</summary>
    public static SlideDetectionResult? Reusable(string resultPath, string fingerprint, string nucleiPath, string reportPath)
    {
        try
        {
            if (!File.Exists(resultPath) || !File.Exists(nucleiPath) || !File.Exists(reportPath)) return null;
            using JsonDocument result = JsonDocument.Parse(File.ReadAllBytes(resultPath));
            JsonElement files = result.RootElement.GetProperty("files");
            if (result.RootElement.GetProperty("fingerprint").GetString() != fingerprint) return null;
            if (new[] { nucleiPath, reportPath }.Any(f => files.GetProperty(Path.GetFileName(f)).GetString() != ContentHash.OfFile(f).Hex)) return null;
            using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(reportPath));
            JsonElement root = report.RootElement;
            return new SlideDetectionResult
            {
                NucleiPath = nucleiPath,
                ReportPath = reportPath,
                Nuclei = root.GetProperty("nuclei").GetInt64(),
                CountsByType = [.. root.GetProperty("counts").EnumerateObject().Select(c => c.Value.GetInt64())],
                Tiles = [.. root.GetProperty("tiles").EnumerateArray().Select(Tile)],
                DuplicatesRemoved = root.GetProperty("duplicates_removed").GetInt32(),
                Coverage = root.GetProperty("coverage") is { ValueKind: JsonValueKind.Number } coverage ? coverage.GetDouble() : double.NaN,
                TileSeconds = [.. root.GetProperty("tiles").EnumerateArray().Select(_ => double.NaN)],
                Reused = true,
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static TileReport Tile(JsonElement tile)
    {
        int[] box = [.. tile.GetProperty("box").EnumerateArray().Select(v => v.GetInt32())];
        return new TileReport(
            tile.GetProperty("id").GetInt32(),
            tile.GetProperty("status").GetString() ?? ProblemCodes.Unexpected,
            tile.GetProperty("nuclei").GetInt32(),
            tile.TryGetProperty("message", out JsonElement message) ? message.GetString() ?? "" : "")
        {
            Box = new PixelBox(box[0], box[1], box[2], box[3]),
            BlurredShare = tile.TryGetProperty("blurred_share", out JsonElement blurred) ? blurred.GetDouble() : double.NaN,
        };
    }
}
