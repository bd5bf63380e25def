using System.Text.Json;

namespace Thca.Modeling.Runtime.Json;

/// <summary>An object of the artifact with typed, checked access to its members; every error names the path.</summary>
internal readonly struct JsonObject
{
    private readonly JsonElement _element;

    public JsonObject(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong(path, "an object", element);
        (_element, Path) = (element, path);
    }

    public string Path { get; }

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name) => TextOf(Need(name), At(name));

    public string Text(string name, string otherwise) => Find(name) is { } value ? TextOf(value, At(name)) : otherwise;

    public double Number(string name) => NumberOf(Need(name), At(name));

    public double Number(string name, double otherwise) => Find(name) is { } value ? NumberOf(value, At(name)) : otherwise;

    public double? OptionalNumber(string name) => Find(name) is { } value ? NumberOf(value, At(name)) : null;

    public int Integer(string name) => IntegerOf(Need(name), At(name));

    public int Integer(string name, int otherwise) => Find(name) is { } value ? IntegerOf(value, At(name)) : otherwise;

    public long Long(string name)
    {
        JsonElement value = Need(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : throw Wrong(At(name), "an integer", value);
    }

    public bool Flag(string name, bool otherwise) => Find(name) is not { } value ? otherwise : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(At(name), "true or false", value),
    };

    /// <summary>Index of an enumeration's text.</summary>
    public int Choice(string name, IReadOnlyList<string> texts) => ChoiceOf(Text(name), At(name), texts);

    public int Choice(string name, IReadOnlyList<string> texts, int otherwise) => Find(name) is null ? otherwise : Choice(name, texts);

    public JsonObject Object(string name) => new(Need(name), At(name));

    public JsonObject? OptionalObject(string name) => Find(name) is { } value ? new JsonObject(value, At(name)) : null;

    /// <summary>The items of an array; none when the member is absent or null.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<JsonElement, string, T> read)
    {
        if (Find(name) is not { } array) return [];
        if (array.ValueKind != JsonValueKind.Array) throw Wrong(At(name), "an array", array);
        var items = new List<T>(array.GetArrayLength());
        foreach (JsonElement item in array.EnumerateArray()) items.Add(read(item, $"{At(name)}[{items.Count}]"));
        return items;
    }

    /// <summary>The members of an object; none when the member is absent or null.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(string name, Func<JsonElement, string, T> read)
    {
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        if (Find(name) is not { } map) return items;
        if (map.ValueKind != JsonValueKind.Object) throw Wrong(At(name), "an object", map);
        foreach (JsonProperty member in map.EnumerateObject()) items[member.Name] = read(member.Value, $"{At(name)}.{member.Name}");
        return items;
    }

    public static string TextOf(JsonElement value, string path) => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(path, "a text", value);

    public static double NumberOf(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && !double.IsNaN(number) && !double.IsInfinity(number)) return number;
        throw Wrong(path, "a finite number", value);
    }

    public static double? NumberOrNullOf(JsonElement value, string path) => value.ValueKind == JsonValueKind.Null ? null : NumberOf(value, path);

    public static int IntegerOf(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Wrong(path, "an integer", value);

    public static uint WordOf(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out uint number) ? number : throw Wrong(path, "an unsigned 32-bit integer", value);

    public static int ChoiceOf(string text, string path, IReadOnlyList<string> texts)
    {
        for (int i = 0; i < texts.Count; i++)
            if (string.Equals(texts[i], text, StringComparison.Ordinal)) return i;
        throw new CritModelException(RefusalCodes.ModelMalformed, $"{path} is \"{Short(text)}\"; expected one of {string.Join(", ", texts)}.");
    }

    private JsonElement? Find(string name) => _element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement Need(string name) => Find(name)
        ?? throw new CritModelException(RefusalCodes.ModelMalformed, $"{At(name)} is absent.", "Export the model again with the program that trained it.");

    private string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private static CritModelException Wrong(string path, string expected, JsonElement value) =>
        new(RefusalCodes.ModelMalformed, $"{(path.Length == 0 ? "The artifact" : path)} must be {expected}; found {Short(value.GetRawText())}.");

    private static string Short(string text) => text.Length <= 60 ? text : text.Remove(60) + "...";
}
