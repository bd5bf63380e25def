using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Tables;

namespace Thca.Proteomics.Panel;

/// <summary>Maps the columns and grades of a table to the names used here; the part of a <c>thca-clinical/1</c> schema file that concerns proteins.</summary>
public sealed class ProteinSchema
{
    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _levels = new(StringComparer.Ordinal);

    private ProteinSchema(string? id) => IdColumn = id;

    /// <summary>Column of the patient identifier, or null when the schema does not say.</summary>
    public string? IdColumn { get; }

    /// <summary>Reads a schema file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is not a schema.</exception>
    public static ProteinSchema Read(string path) => Parse(File.ReadAllText(path), Path.GetFileName(path));

    /// <summary>Reads a schema from its text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Name for messages.</param>
    /// <exception cref="DataFormatException">The text is not a schema.</exception>
    public static ProteinSchema Parse(string json, string source = "schema")
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            var schema = new ProteinSchema(Text(root, "id"));
            if (!root.TryGetProperty("columns", out JsonElement columns)) throw Damaged(source, "it has no list 'columns'");
            foreach (JsonElement column in columns.EnumerateArray()) schema.Add(column, source);
            return schema;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Damaged(source, exception.Message);
        }
    }

    /// <summary>The name used here for a header of the table.</summary>
    public string Canonical(string header) => _columns.GetValueOrDefault(LabelText.Normalize(header), header);

    /// <summary>Further spellings of a protein's grades, or null.</summary>
    public IReadOnlyDictionary<string, int>? Synonyms(string column) => _levels.GetValueOrDefault(column);

    private void Add(JsonElement column, string source)
    {
        string name = Text(column, "name") ?? throw Damaged(source, "a column has no 'name'");
        foreach (string alias in new[] { name, Text(column, "source") }.OfType<string>().Concat(Texts(column, "aliases"))) _columns[LabelText.Normalize(alias)] = name;
        if (!column.TryGetProperty("levels", out JsonElement levels) || levels.ValueKind != JsonValueKind.Array) return;
        var spellings = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonElement level in levels.EnumerateArray())
        {
            if (level.ValueKind != JsonValueKind.Object || !level.TryGetProperty("code", out JsonElement code) || code.ValueKind != JsonValueKind.Number) continue;
            foreach (string spelling in new[] { Text(level, "label") }.OfType<string>().Concat(Texts(level, "synonyms"))) spellings[LabelText.Normalize(spelling)] = code.GetInt32();
        }

        _levels[name] = spellings;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
            : [];

    private static DataFormatException Damaged(string source, string why) =>
        new($"{source} is not a column schema: {why}.", "Write { \"id\": …, \"columns\": [{ \"name\": …, \"source\": …, \"aliases\": […] }] }.");
}
