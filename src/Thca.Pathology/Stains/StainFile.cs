using System.Text;
using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;

namespace Thca.Pathology.Stains;

/// <summary>Stain targets (<c>stain-target/1</c>) and the stains of slides (<c>thca-stain/1</c>) as JSON.</summary>
public static class StainFile
{
    /// <summary>Layout of a target.</summary>
    public const string TargetSchema = "stain-target/1";

    /// <summary>Layout of a slide's stains.</summary>
    public const string SlideSchema = "thca-stain/1";

    /// <summary>Name of a slide's stains in its folder.</summary>
    public const string SlideName = "stain.json";

    /// <summary>Name of the cohort's target.</summary>
    public const string TargetName = "stain-target.json";

    private const long LargestFile = 1 << 20;

    /// <summary>Writes a target.</summary>
    /// <param name="path">The file.</param>
    /// <param name="target">Its colours.</param>
    /// <param name="sources">What it was made from, e.g. slides or an image.</param>
    public static void WriteTarget(string path, StainProfile target, IReadOnlyList<string> sources) => Write(path, json =>
    {
        json.WriteString("schema", TargetSchema);
        Profile(json, target);
        json.WriteStartArray("sources");
        foreach (string source in sources) json.WriteStringValue(source);
        json.WriteEndArray();
        json.WriteString("version", ProvenanceRecord.ProductVersion);
    });

    /// <summary>Reads a target.</summary>
    /// <exception cref="DataFormatException">The file is not a target, or damaged.</exception>
    public static StainProfile ReadTarget(string path) => Read(path, TargetSchema, Profile);

    /// <summary>Writes the stains of a slide.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stain">The stains.</param>
    /// <param name="identity">Identity of the slide file.</param>
    public static void WriteSlide(string path, SlideStain stain, ContentHash identity) => Write(path, json =>
    {
        json.WriteString("schema", SlideSchema);
        json.WriteString("slide", identity.Hex);
        json.WriteString("requested", stain.Requested.ToString());
        Profile(json, stain.Profile);
        json.WriteNumber("sampleSize", stain.SampleSize);
        json.WriteNumber("windows", stain.Windows);
        if (stain.Profile.Matrix is { } matrix)
        {
            json.WriteStartObject("checks");
            json.WriteNumber("angle", matrix.Angle);
            json.WriteNumber("haematoxylinToRuifrok", StainMatrix.Degrees(matrix.Haematoxylin, StainMatrix.Ruifrok.Haematoxylin));
            json.WriteNumber("eosinToRuifrok", StainMatrix.Degrees(matrix.Eosin, StainMatrix.Ruifrok.Eosin));
            json.WriteEndObject();
        }

        json.WriteString("status", stain.Fallback?.Code ?? ProblemCodes.Ok);
        json.WriteString("message", stain.Fallback?.Message ?? "");
        json.WriteString("version", ProvenanceRecord.ProductVersion);
    });

    /// <summary>Reads the stains of a slide.</summary>
    /// <exception cref="DataFormatException">The file holds no stains, or is damaged.</exception>
    public static SlideStain ReadSlide(string path) => Read(path, SlideSchema, Slide);

    /// <summary>The stains of a slide, if the file is there and belongs to the same slide file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Identity of the slide file.</param>
    /// <exception cref="DataFormatException">The file holds no stains, or is damaged.</exception>
    public static SlideStain? FindSlide(string path, ContentHash identity) =>
        File.Exists(path) ? Read(path, SlideSchema, root => root.GetProperty("slide").GetString() == identity.Hex ? Slide(root) : null) : null;

    /// <summary>Hash of the numbers of a profile: equal colours, equal hash.</summary>
    public static ContentHash Fingerprint(StainProfile profile) => ContentHash.Of(Text(json => Profile(json, profile)));

    private static SlideStain Slide(JsonElement root) => new()
    {
        Profile = Profile(root),
        Requested = Enum.Parse<StainMethod>(root.GetProperty("requested").GetString()!),
        SampleSize = root.GetProperty("sampleSize").GetInt32(),
        Windows = root.GetProperty("windows").GetInt32(),
        Fallback = root.GetProperty("status").GetString() is { } code && code != ProblemCodes.Ok ? new Problem(code, root.GetProperty("message").GetString()!) : null,
    };

    private static void Write(string path, Action<Utf8JsonWriter> content) => AtomicFile.WriteAllText(path, Text(content));

    private static string Text(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static T Read<T>(string path, string schema, Func<JsonElement, T> content)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no {path}.", path);
        string name = Path.GetFileName(path);
        try
        {
            if (new FileInfo(path).Length > LargestFile) throw new FormatException("it is too large");
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            string? actual = json.RootElement.GetProperty("schema").GetString();
            return actual == schema ? content(json.RootElement) : throw new FormatException($"its schema is '{actual}', expected '{schema}'");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new DataFormatException($"{name} cannot be used: {exception.Message}", "Make it again with 'thca pathology normalize'.", inner: exception);
        }
    }

    private static void Profile(Utf8JsonWriter json, StainProfile profile)
    {
        json.WriteString("method", profile.Method.ToString());
        if (profile.Matrix is { } matrix)
        {
            json.WriteStartArray("matrix");
            Numbers(json, matrix.Haematoxylin);
            Numbers(json, matrix.Eosin);
            json.WriteEndArray();
            json.WritePropertyName("maxC");
            Numbers(json, profile.MaximumConcentrations);
        }
        else
        {
            json.WritePropertyName("labMeans");
            Numbers(json, profile.LabMeans);
            json.WritePropertyName("labDeviations");
            Numbers(json, profile.LabDeviations);
        }

        json.WritePropertyName("background");
        Numbers(json, profile.Background);
    }

    private static StainProfile Profile(JsonElement root)
    {
        var profile = new StainProfile { Method = Enum.Parse<StainMethod>(root.GetProperty("method").GetString()!), Background = Numbers(root.GetProperty("background"), 3) };
        if (profile.Method == StainMethod.Reinhard) return profile with { LabMeans = Numbers(root.GetProperty("labMeans"), 3), LabDeviations = Numbers(root.GetProperty("labDeviations"), 3) };
        JsonElement matrix = root.GetProperty("matrix");
        return profile with { Matrix = new StainMatrix(Numbers(matrix[0], 3), Numbers(matrix[1], 3)), MaximumConcentrations = Numbers(root.GetProperty("maxC"), 2) };
    }

    private static void Numbers(Utf8JsonWriter json, IReadOnlyList<double> values)
    {
        json.WriteStartArray();
        foreach (double v in values) json.WriteNumberValue(v);
        json.WriteEndArray();
    }

    private static double[] Numbers(JsonElement element, int count)
    {
        double[] values = [.. element.EnumerateArray().Select(v => v.GetDouble())];
        return values.Length == count && values.All(double.IsFinite) ? values : throw new FormatException($"a list of {count} numbers was expected");
    }
}
