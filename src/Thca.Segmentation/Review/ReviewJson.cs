using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Provenance;

namespace Thca.Segmentation.Review;

/// <summary>The layout of <c>CASE.review.json</c>. The last field is the SHA-256 of everything before it, so a change by hand is noticed.</summary>
internal static class ReviewJson
{
    public const string Schema = "thca-review/1";
    private const string Digest = "sha256";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int LargestFile = 16 << 20;
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record as text, and its digest.</summary>
    public static (string Text, string Sha256) Write(ReviewRecord record)
    {
        JsonObject json = ToJson(record);
        string digest = ContentHash.Of(json.ToJsonString(Layout)).Hex;
        json[Digest] = digest;
        return (json.ToJsonString(Layout) + "\n", digest);
    }

    /// <summary>Reads a record and its digest.</summary>
    /// <exception cref="DataFormatException">Not a review record.</exception>
    /// <exception cref="ThcaException">The content does not match its digest.</exception>
    public static (ReviewRecord Record, string Sha256) Read(string path)
    {
        string name = Path.GetFileName(path);
        if (new FileInfo(path).Length > LargestFile) throw new DataFormatException($"{name} is too large for a review record.", "Restore it from a backup.");
        JsonObject json;
        ReviewRecord record;
        string stored;
        try
        {
            json = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new FormatException("no object");
            if (Text(json, "schema") != Schema) throw new FormatException($"schema is '{Text(json, "schema")}', not '{Schema}'");
            stored = Text(json, Digest);
            json.Remove(Digest);
            record = FromJson(json);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException or OverflowException)
        {
            throw new DataFormatException($"{name} is not a review record: {exception.Message}", "Restore it from a backup, or delete it to start the review of this case anew.", inner: exception);
        }

        return ContentHash.Of(json.ToJsonString(Layout)).Hex == stored
            ? (record, stored)
            : throw new ThcaException(ReviewProblems.Tampered, $"{name} was changed outside the review: its content does not match its digest.", "Restore it from a backup; change masks with 'thca segment review submit' only.");
    }

    private static JsonObject ToJson(ReviewRecord r) => new()
    {
        ["schema"] = Schema,
        ["case"] = r.Case.Value,
        ["state"] = Word(r.State),
        ["decision"] = r.Decision,
        ["label"] = r.Label,
        ["uncertainty"] = Number(r.Uncertainty),
        ["volume_mm3"] = Number(r.VolumeMm3),
        ["warnings"] = new JsonArray([.. r.Warnings.Select(w => (JsonNode)w)]),
        ["model_sha256"] = r.ModelSha256,
        ["versions"] = new JsonArray([.. r.Versions.Select(v => (JsonNode)ToJson(v))]),
        ["events"] = new JsonArray([.. r.Events.Select(e => (JsonNode)new JsonObject
        {
            ["action"] = e.Action, ["by"] = e.By, ["utc"] = Time(e.Utc), ["from"] = Word(e.From), ["to"] = Word(e.To), ["version"] = e.Version, ["note"] = e.Note,
        })]),
    };

    private static JsonObject ToJson(ReviewVersion v)
    {
        var json = new JsonObject
        {
            ["number"] = v.Number, ["file"] = v.File, ["sha256"] = v.Sha256, ["kind"] = Word(v.Kind), ["by"] = v.By, ["utc"] = Time(v.Utc),
        };
        if (v.Metrics.Count == 0) return json;
        var metrics = new JsonObject { ["category"] = v.Category };
        foreach ((string column, double value) in v.Metrics) metrics[column] = Number(value);
        json["metrics"] = metrics;
        return json;
    }

    private static ReviewRecord FromJson(JsonObject json)
    {
        ReviewVersion[] versions = [.. Array(json, "versions").Select(Version)];
        if (versions.Length == 0 || versions.Select(v => v.Number).Where((n, i) => n != i + 1).Any()) throw new FormatException("versions are not numbered 1, 2, …");
        return new ReviewRecord
        {
            Case = new CaseId(Text(json, "case")),
            State = Parse<ReviewState>(Text(json, "state")),
            Label = json["label"]?.GetValue<int>(),
            Uncertainty = Number(json["uncertainty"]),
            VolumeMm3 = Number(json["volume_mm3"]),
            Warnings = [.. (json["warnings"] as JsonArray ?? []).Select(w => w?.GetValue<string>() ?? "")],
            ModelSha256 = Text(json, "model_sha256"),
            Versions = versions,
            Events = [.. Array(json, "events").Select(e => new ReviewEvent(
                Text(e, "action"), Text(e, "by"), Time(Text(e, "utc")), Parse<ReviewState>(Text(e, "from")), Parse<ReviewState>(Text(e, "to")), e["version"]?.GetValue<int>() ?? throw new FormatException("'version' is missing"), Text(e, "note")))],
        };
    }

    private static ReviewVersion Version(JsonObject json)
    {
        var metrics = json["metrics"] as JsonObject;
        return new ReviewVersion
        {
            Number = json["number"]?.GetValue<int>() ?? 0,
            File = SafeFile(Text(json, "file")),
            Sha256 = Text(json, "sha256"),
            Kind = Parse<ReviewVersionKind>(Text(json, "kind")),
            By = Text(json, "by"),
            Utc = Time(Text(json, "utc")),
            Category = metrics is null ? "" : Text(metrics, "category"),
            Metrics = metrics?.Where(m => m.Key != "category").ToDictionary(m => m.Key, m => Number(m.Value), StringComparer.Ordinal) ?? [],
        };
    }

    // A record never leads out of its folder.
    private static string SafeFile(string file) => file.Length > 0 && !Path.IsPathRooted(file) && !file.Split('/', '\\').Contains("..")
        ? file
        : throw new FormatException($"'{file}' is no file inside the folder");

    private static IEnumerable<JsonObject> Array(JsonObject json, string name) =>
        (json[name] as JsonArray ?? throw new FormatException($"'{name}' is no list")).Select(i => i as JsonObject ?? throw new FormatException($"'{name}' holds no objects"));

    private static string Text(JsonObject json, string name) => json[name]?.GetValue<string>() ?? throw new FormatException($"'{name}' is missing");

    private static T Parse<T>(string text)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) ? value : throw new FormatException($"'{text}' is unknown");

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static double Number(JsonNode? node) => node is null ? double.NaN : node.GetValue<double>();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
