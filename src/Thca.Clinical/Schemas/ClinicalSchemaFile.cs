using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Files;

namespace Thca.Clinical.Schemas;

/// <summary>Reads and writes clinical schemas as JSON (<c>thca-clinical/1</c>).</summary>
public static class ClinicalSchemaFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a schema. The word <c>thca</c> instead of a file gives the study's own dictionary.</summary>
    /// <exception cref="DataFormatException">Not JSON, another schema, or a field of the wrong kind.</exception>
    /// <exception cref="OptionsException">The definitions contradict each other.</exception>
    public static ClinicalSchema Read(string path) =>
        path == "thca" ? ThcaSchema.Instance : Parse(File.ReadAllText(path), Path.GetFileName(path));

    /// <summary>Reads a schema from JSON text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Name for messages.</param>
    /// <exception cref="DataFormatException">As for a file.</exception>
    public static ClinicalSchema Parse(string json, string source = "schema")
    {
        ClinicalSchema schema;
        try
        {
            JsonNode root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
            if ((string?)root["schema"] != ClinicalSchema.JsonSchema)
                throw new FormatException($"\"schema\" is \"{root["schema"]}\", expected \"{ClinicalSchema.JsonSchema}\".");
            schema = new ClinicalSchema
            {
                Id = (string?)root["id"] ?? "PatientID",
                Outcome = (string?)root["outcome"],
                Columns = [.. (root["columns"] as JsonArray ?? throw new FormatException("\"columns\" is missing.")).Select(c => Column(c!))],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new DataFormatException($"{source} is not a clinical schema: {exception.Message}", "See docs/modules/clinical.md for the layout.");
        }

        schema.Validate();
        return schema;
    }

    /// <summary>The schema as JSON text.</summary>
    public static string ToJson(ClinicalSchema schema)
    {
        var root = new JsonObject { ["schema"] = ClinicalSchema.JsonSchema, ["id"] = schema.Id };
        if (schema.Outcome is not null) root["outcome"] = schema.Outcome;
        root["columns"] = new JsonArray([.. schema.Columns.Select(c => (JsonNode)ToNode(c))]);
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>Writes a schema, atomically.</summary>
    public static void Write(string path, ClinicalSchema schema) => AtomicFile.WriteAllText(path, ToJson(schema));

    private static ClinicalColumn Column(JsonNode node)
    {
        string name = (string?)node["name"] ?? throw new FormatException("A column has no \"name\".");
        string word = (string?)node["kind"] ?? throw new FormatException($"Column '{name}' has no \"kind\".");
        if (!Enum.TryParse(word, ignoreCase: true, out ColumnKind kind) || !Enum.IsDefined(kind))
            throw new FormatException($"Column '{name}': kind '{word}', expected {string.Join(", ", Enum.GetNames<ColumnKind>()).ToLowerInvariant()}.");
        JsonNode? per = node["per"];
        bool sd = per?.GetValueKind() == JsonValueKind.String;
        if (sd && (string?)per != "sd") throw new FormatException($"Column '{name}': per is '{per}', expected a number or \"sd\".");
        return new ClinicalColumn
        {
            Name = name,
            Kind = kind,
            Source = (string?)node["source"],
            Aliases = Texts(node["aliases"]),
            Label = (string?)node["label"] ?? "",
            Unit = (string?)node["unit"] ?? "",
            Minimum = (double?)node["min"] ?? double.NegativeInfinity,
            Maximum = (double?)node["max"] ?? double.PositiveInfinity,
            Levels = Levels(node["levels"] as JsonArray, kind),
            Reference = (string?)node["reference"],
            Per = sd ? 1 : (double?)per ?? 1,
            PerStandardDeviation = sd,
            Transform = Transform(name, (string?)node["transform"]),
            Normal = (bool?)node["normal"] ?? false,
        };
    }

    private static IReadOnlyList<ColumnLevel> Levels(JsonArray? levels, ColumnKind kind)
    {
        if (levels is null) return kind == ColumnKind.Binary ? ThcaSchema.YesNo : [];
        return [.. levels.Select((l, i) => l is JsonObject o
            ? new ColumnLevel((string?)o["label"] ?? throw new FormatException("A level has no \"label\"."), (int?)o["code"] ?? i, Texts(o["synonyms"]))
            : new ColumnLevel(l!.ToString(), i, []))];
    }

    private static ColumnTransform Transform(string name, string? word) => word switch
    {
        null or "none" => ColumnTransform.None,
        "log2" or "log" => ColumnTransform.Log2,
        _ => throw new FormatException($"Column '{name}': transform '{word}', expected none or log2."),
    };

    private static string[] Texts(JsonNode? array) => array is JsonArray a ? [.. a.Select(t => t!.ToString())] : [];

    private static JsonObject ToNode(ClinicalColumn c)
    {
        var node = new JsonObject { ["name"] = c.Name, ["kind"] = c.Kind.ToString().ToLowerInvariant() };
        if (c.Source is not null) node["source"] = c.Source;
        if (c.Aliases.Count > 0) node["aliases"] = new JsonArray([.. c.Aliases.Select(a => (JsonNode)a!)]);
        if (c.Label.Length > 0) node["label"] = c.Label;
        if (c.Unit.Length > 0) node["unit"] = c.Unit;
        if (double.IsFinite(c.Minimum)) node["min"] = c.Minimum;
        if (double.IsFinite(c.Maximum)) node["max"] = c.Maximum;
        if (c.Levels.Count > 0)
        {
            node["levels"] = new JsonArray([.. c.Levels.Select(l => (JsonNode)new JsonObject
            {
                ["label"] = l.Label, ["code"] = l.Code, ["synonyms"] = new JsonArray([.. l.Synonyms.Select(s => (JsonNode)s!)]),
            })]);
        }

        if (c.Reference is not null) node["reference"] = c.Reference;
        if (c.PerStandardDeviation) node["per"] = "sd";
        else if (c.Per != 1) node["per"] = c.Per;
        if (c.Transform != ColumnTransform.None) node["transform"] = "log2";
        if (c.Normal) node["normal"] = true;
        return node;
    }
}
