using System.Text;
using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Pathology.Slides;

namespace Thca.Pathology.Tissue;

/// <summary>The tissue of a slide in its workspace: <c>tissue.png</c> (255 in tissue) and <c>tissue.json</c>.</summary>
public static class TissueFile
{
    /// <summary>Identifier of the layout of <c>tissue.json</c>.</summary>
    public const string Schema = "thca-tissue/2";

    /// <summary>Name of the picture.</summary>
    public const string PictureName = "tissue.png";

    /// <summary>Name of the record.</summary>
    public const string RecordName = "tissue.json";

    /// <summary>Writes mask and record.</summary>
    /// <param name="folder">The slide's folder in the workspace.</param>
    /// <param name="mask">The tissue.</param>
    /// <param name="slide">Size and resolution of the slide.</param>
    /// <param name="identity">Identity of the slide file.</param>
    /// <param name="options">How the tissue was found.</param>
    public static void Write(string folder, TissueMask mask, SlideProperties slide, ContentHash identity, TissueOptions options)
    {
        FlatImageFile.WriteGreyPng(Path.Combine(folder, PictureName), mask.Width, mask.Height, mask.ToGrey());
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("version", ProvenanceRecord.ProductVersion);
            json.WriteString("slide", identity.Hex);
            json.WriteNumber("width", slide.Width);
            json.WriteNumber("height", slide.Height);
            Number(json, "mppX", slide.MppX);
            Number(json, "mppY", slide.MppY);
            json.WriteString("mppSource", slide.ResolutionSource);
            json.WriteNumber("maskWidth", mask.Width);
            json.WriteNumber("maskHeight", mask.Height);
            Number(json, "maskMppX", mask.MppX);
            Number(json, "maskMppY", mask.MppY);
            json.WriteNumber("threshold", mask.Threshold);
            Number(json, "tissueMm2", mask.AreaMm2);
            Number(json, "blurredFraction", mask.BlurredFraction);
            Focus(json, mask.Focus);
            json.WriteString("options", options.ToString());
            json.WriteStartArray("regions");
            foreach (TissueRegion region in mask.Regions)
            {
                json.WriteStartObject();
                json.WriteNumber("id", region.Id);
                Number(json, "areaMm2", region.AreaMm2);
                json.WriteStartArray("box");
                foreach (int side in new[] { region.Box.X0, region.Box.Y0, region.Box.X1, region.Box.Y1 }) json.WriteNumberValue(side);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        AtomicFile.WriteAllText(Path.Combine(folder, RecordName), Encoding.UTF8.GetString(buffer.ToArray()) + "\n");
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null when the folder has none, or one of another slide file.</summary>
    /// <param name="folder">The slide's folder in the workspace.</param>
    /// <param name="identity">Identity of the slide file.</param>
    /// <exception cref="DataFormatException">The files are damaged or do not fit together.</exception>
    public static TissueMask? Read(string folder, ContentHash identity)
    {
        string record = Path.Combine(folder, RecordName), picture = Path.Combine(folder, PictureName);
        if (!File.Exists(record) || !File.Exists(picture)) return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(record));
            JsonElement root = json.RootElement;
            if (root.GetProperty("schema").GetString() != Schema || root.GetProperty("slide").GetString() != identity.Hex) return null;
            RgbImage image = FlatImageFile.Read(picture);
            (int width, int height) = (root.GetProperty("maskWidth").GetInt32(), root.GetProperty("maskHeight").GetInt32());
            if (image.Width != width || image.Height != height) throw Damaged(record, $"the mask has {image.Width} x {image.Height} pixels, not {width} x {height}");
            TissueRegion[] regions = [.. root.GetProperty("regions").EnumerateArray().Select(Region)];
            return new TissueMask(width, height, root.GetProperty("maskMppX").GetDouble(), root.GetProperty("maskMppY").GetDouble(), Labels(image, regions.Length, record), regions)
            {
                Threshold = root.GetProperty("threshold").GetInt32(),
                Focus = root.GetProperty("focus") is { ValueKind: JsonValueKind.Array } rows ? new FocusMap([.. rows.EnumerateArray().Select(r => r.GetString() ?? "")]) : null,
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Damaged(record, exception.Message);
        }
    }

    private static TissueRegion Region(JsonElement region)
    {
        int[] box = [.. region.GetProperty("box").EnumerateArray().Select(v => v.GetInt32())];
        return box.Length == 4
            ? new TissueRegion(region.GetProperty("id").GetInt32(), region.GetProperty("areaMm2").GetDouble(), new PixelBox(box[0], box[1], box[2], box[3]))
            : throw new FormatException("a box has four numbers.");
    }

    /// <summary>Pieces are numbered by area, as when they were found.</summary>
    private static int[] Labels(RgbImage image, int expected, string record)
    {
        var pixels = new byte[image.Width * image.Height];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = image.Pixels[3 * i] > 127 ? (byte)1 : (byte)0;
        (int[] labels, IReadOnlyList<int> sizes) = TissuePieces.Number(PlaneMorphology.Wrap(pixels, image.Width, image.Height, 1, 1));
        return sizes.Count == expected ? labels : throw Damaged(record, $"the mask has {sizes.Count} pieces, not {expected}");
    }

    /// <summary>The cells of 256 µm, row by row: s sharp, b blurred, . not tissue; null when the focus was not checked.</summary>
    private static void Focus(Utf8JsonWriter json, FocusMap? focus)
    {
        if (focus is null)
        {
            json.WriteNull("focus");
            return;
        }

        json.WriteStartArray("focus");
        foreach (string row in focus.Rows) json.WriteStringValue(row);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static DataFormatException Damaged(string record, string why) => new($"{record} is damaged: {why}", "Run 'thca pathology tissue' again.");
}
