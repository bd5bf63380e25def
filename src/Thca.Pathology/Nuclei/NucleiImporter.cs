using System.IO.Compression;
using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;

namespace Thca.Pathology.Nuclei;

/// <summary>
/// Reads nuclei from the JSON of other programs, told by content: GeoJSON of QuPath (old and new) or TIAToolbox 2, the JSON of HoVer-Net, and
/// dictionaries like TIAToolbox's. A member that is no nucleus is counted and skipped with its reason; a damaged text is an error.
/// </summary>
public static class NucleiImporter
{
    /// <summary>How many skipped members are kept with their reasons.</summary>
    public const int ProblemsKept = 20;

    /// <summary>Code of members that are no nuclei.</summary>
    public const string NucleusInvalid = "NUCLEUS_INVALID";

    private const int LargestSide = 1 << 14;

    /// <summary>Reads a file; compressed when it begins like gzip.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The text is no JSON, is cut short, or has none of the layouts.</exception>
    public static NucleiImport Read(string path)
    {
        string source = Path.GetFileName(path);
        string[] container;
        using (Stream first = Open(path)) container = Container(first, source);
        using Stream stream = Open(path);
        try
        {
            return Read(new JsonItemReader(stream, source, container));
        }
        catch (InvalidDataException exception)
        {
            throw new DataFormatException($"{source} is damaged: {exception.Message}", "Export the nuclei again.", inner: exception);
        }
    }

    private static Stream Open(string path)
    {
        FileStream file = File.OpenRead(path);
        bool zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    // Which names lead to the members: the first member of the outermost object tells.
    private static string[] Container(Stream stream, string source)
    {
        try
        {
            var start = new byte[4096];
            int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            var reader = new Utf8JsonReader(start.AsSpan(0, length), isFinalBlock: false, default);
            if (!reader.Read()) throw new DataFormatException($"{source} is empty.", "Export the nuclei again.");
            if (reader.TokenType == JsonTokenType.StartArray) return [];
            if (reader.TokenType != JsonTokenType.StartObject) throw new DataFormatException($"{source} is no object or array of nuclei.", "Give GeoJSON or the JSON of HoVer-Net.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("features")) return ["features"];
                if (reader.ValueTextEquals("nuc")) return ["nuc"];
                if (!reader.Read()) break;
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("FeatureCollection")) return ["features"];
                if (!reader.TrySkip()) break;
            }

            return [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new DataFormatException($"{source} is not valid JSON: {exception.Message}", "Export the nuclei again.", inner: exception);
        }
    }

    private static NucleiImport Read(JsonItemReader items)
    {
        List<Nucleus> nuclei = [];
        List<Problem> problems = [];
        int skipped = 0;
        double power = double.NaN;
        while (items.Next() is { } document)
        {
            using (document)
            {
                JsonElement element = document.RootElement;
                if (!items.IsItem)
                {
                    if (items.Name == "mag" && element.ValueKind == JsonValueKind.Number) power = element.GetDouble();
                    continue;
                }

                int number = nuclei.Count + skipped;
                Outcome<Nucleus> nucleus = ToNucleus(element, nuclei.Count);
                if (nucleus.Succeeded)
                {
                    nuclei.Add(nucleus.Value);
                }
                else if (skipped++ < ProblemsKept)
                {
                    problems.Add(nucleus.Problem with { Message = FormattableString.Invariant($"Member {(items.Name.Length > 0 ? $"'{items.Name}'" : number + 1)}: {nucleus.Problem.Message}") });
                }
            }
        }

        return new NucleiImport(nuclei, power, problems, skipped);
    }

    private static Outcome<Nucleus> ToNucleus(JsonElement element, int id)
    {
        try
        {
            if (element.ValueKind != JsonValueKind.Object) return Fail("it is no object.");
            JsonElement fields = element;
            PixelPoint[] contour;
            if (element.TryGetProperty("geometry", out JsonElement geometry))
            {
                contour = Ring(geometry);
                fields = element.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object ? properties : default;
            }
            else
            {
                if (!element.TryGetProperty("contour", out JsonElement points) && !element.TryGetProperty("contours", out points)) return Fail("it has no outline.");
                contour = Points(points);
            }

            if (contour.Length < 3) return Fail(FormattableString.Invariant($"its outline has {contour.Length} points, at least 3 are needed."));
            PixelBox box = ContourFill.BoxOf(contour);
            if (box.Width > LargestSide || box.Height > LargestSide) return Fail(FormattableString.Invariant($"its outline is {box.Width} x {box.Height} pixels large."));
            if (TypeOf(fields, out string? name) is not { } type) return Fail($"'{name}' is no class of nuclei.");
            return Outcome<Nucleus>.Success(Filled(id, contour, box, type, Probability(fields)));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return Fail(exception.Message);
        }
    }

    private static Nucleus Filled(int id, PixelPoint[] contour, PixelBox box, NucleusType type, double probability)
    {
        var mask = new byte[box.Width * box.Height];
        ContourFill.Fill(contour, box, mask);
        double area = 0, x = 0, y = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0) continue;
            area++;
            x += i % box.Width;
            y += i / box.Width;
        }

        return new Nucleus
        {
            Id = id, Box = box, CentroidX = box.X0 + x / area, CentroidY = box.Y0 + y / area, Contour = contour, AreaPixels = area, Type = type, Probability = probability,
        };
    }

    // The outer ring of a polygon; of several polygons the largest.
    private static PixelPoint[] Ring(JsonElement geometry)
    {
        JsonElement coordinates = geometry.GetProperty("coordinates");
        switch (geometry.GetProperty("type").GetString())
        {
            case "Polygon": return Points(coordinates[0]);
            case "MultiPolygon": return coordinates.EnumerateArray().Select(p => Points(p[0])).MaxBy(p => Math.Abs(ContourRing.TwiceArea(p))) ?? [];
            case string other: throw new FormatException($"its geometry is a {other}, not a polygon.");
            default: throw new FormatException("its geometry has no type.");
        }
    }

    private static PixelPoint[] Points(JsonElement array)
    {
        var points = new List<PixelPoint>(array.GetArrayLength());
        foreach (JsonElement pair in array.EnumerateArray())
        {
            var point = new PixelPoint(Whole(pair[0]), Whole(pair[1]));
            if (points.Count == 0 || points[^1] != point) points.Add(point);
        }

        if (points.Count > 1 && points[0] == points[^1]) points.RemoveAt(points.Count - 1);
        return [.. points];
    }

    private static int Whole(JsonElement number)
    {
        double value = Math.Round(number.GetDouble());
        return Math.Abs(value) < 1 << 30 ? (int)value : throw new FormatException(FormattableString.Invariant($"coordinate {value} is outside any slide."));
    }

    private static NucleusType? TypeOf(JsonElement fields, out string? name)
    {
        name = null;
        if (fields.ValueKind != JsonValueKind.Object) return NucleusType.Background;
        if (fields.TryGetProperty("classification", out JsonElement classification))
        {
            name = classification.ValueKind == JsonValueKind.Object ? classification.TryGetProperty("name", out JsonElement n) ? n.GetString() : null : classification.GetString();
        }
        else if (fields.TryGetProperty("type", out JsonElement type))
        {
            if (type.ValueKind == JsonValueKind.Number)
            {
                name = type.GetRawText();
                return NucleusTypes.FromNumber(type.GetInt64());
            }

            name = type.ValueKind == JsonValueKind.Null ? null : type.GetString();
        }

        return name is null ? NucleusType.Background : NucleusTypes.FromName(name);
    }

    private static double Probability(JsonElement fields)
    {
        if (fields.ValueKind != JsonValueKind.Object) return double.NaN;
        foreach (string key in (string[])["prob", "type_prob", "probability"])
        {
            if (fields.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        }

        if (!fields.TryGetProperty("measurements", out JsonElement measurements)) return double.NaN;
        if (measurements.ValueKind == JsonValueKind.Object) return measurements.TryGetProperty("prob", out JsonElement p) && p.ValueKind == JsonValueKind.Number ? p.GetDouble() : double.NaN;
        if (measurements.ValueKind != JsonValueKind.Array) return double.NaN;
        foreach (JsonElement entry in measurements.EnumerateArray())
        {
            if (entry.TryGetProperty("name", out JsonElement name) && name.GetString() == "prob" && entry.TryGetProperty("value", out JsonElement value)) return value.GetDouble();
        }

        return double.NaN;
    }

    private static Outcome<Nucleus> Fail(string message) => Outcome<Nucleus>.Failure(new Problem(NucleusInvalid, message));
}
