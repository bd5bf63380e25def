using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Modeling.Declarations;

namespace Thca.Modeling.Training;

/// <summary>
/// Settings of a training run from the section <c>model</c> of a <c>study.json</c>: the property names of <see cref="CritTrainingOptions"/> and its
/// parts in lower camel case, and <c>preset</c>. What is left out keeps its value; a name that is not known is an error, as is every value of the wrong kind.
/// </summary>
public static class TrainingOptionsFile
{
    /// <summary>Name of the section.</summary>
    public const string Section = "model";

    private const string PresetKey = "preset";
    private static readonly string[] NotInFiles = ["checkpointFolder", "inputs"];

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(), new FeatureCombinationConverter() },
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The <c>study.json</c>; its other sections belong to other stages and are not looked at.</param>
    /// <param name="preset">Preset that replaces the one of the file; null for the file's, or the defaults if it names none.</param>
    /// <exception cref="ThcaException">The file is absent or not JSON.</exception>
    /// <exception cref="OptionsException">A name is unknown or a value is not allowed; all are named with their path.</exception>
    public static CritTrainingOptions Read(string path, string? preset = null)
    {
        if (!File.Exists(path)) throw new ThcaException(ProblemCodes.FileNotFound, $"There is no file '{path}'.", "Check the path of the study file.");
        return Parse(File.ReadAllText(path), Path.GetFileName(path), preset);
    }

    /// <summary>The same from text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="source">Name for messages.</param>
    /// <param name="preset">Preset that replaces the one of the file.</param>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static CritTrainingOptions Parse(string text, string source = "study.json", string? preset = null)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new OptionsException([$"{source} is not JSON: {error.Message}"]);
        }

        if ((root as JsonObject)?[Section] is not JsonObject section) throw new OptionsException([$"{source} has no object \"{Section}\"."]);
        string? named = preset ?? Preset(section, source);
        CritTrainingOptions defaults = named is null ? new CritTrainingOptions() : CritTrainingOptions.Preset(named);
        JsonObject merged = JsonSerializer.SerializeToNode(defaults, Json)!.AsObject();
        foreach (string hidden in NotInFiles) merged.Remove(hidden);
        List<string> problems = [];
        section.Remove(PresetKey);
        Merge(merged, section, Section, problems);
        OptionsException.ThrowIfAny([.. problems.Select(p => $"{source}: {p}")]);
        CritTrainingOptions options = Deserialize(merged, source);
        options.Validate();
        return options;
    }

    private static string? Preset(JsonObject section, string source) => section[PresetKey] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? name) => name,
        _ => throw new OptionsException([$"{source}: {Section}.{PresetKey} must be a text."]),
    };

    private static void Merge(JsonObject target, JsonObject given, string path, List<string> problems)
    {
        bool named = path == $"{Section}.declarations.features";
        foreach ((string key, JsonNode? value) in given)
        {
            string at = $"{path}.{key}";
            if (named && !target.ContainsKey(key)) target[key] = JsonSerializer.SerializeToNode(new FeatureDeclaration(), Json);
            if (!target.TryGetPropertyValue(key, out JsonNode? known)) problems.Add($"{at} is not known; known: {string.Join(", ", target.Select(t => t.Key))}.");
            else if (known is JsonObject inner && value is JsonObject part) Merge(inner, part, at, problems);
            else if (known is JsonObject != value is JsonObject) problems.Add($"{at} must {(known is JsonObject ? "" : "not ")}be an object.");
            else if (known is not null && value is null) problems.Add($"{at} must not be null; leave it out for its default.");
            else target[key] = value?.DeepClone();
        }
    }

    private static CritTrainingOptions Deserialize(JsonObject merged, string source)
    {
        try
        {
            return merged.Deserialize<CritTrainingOptions>(Json)!;
        }
        catch (JsonException error)
        {
            throw new OptionsException([$"{source}: {Section}{(error.Path ?? "$")[1..]} has a value of the wrong kind."]);
        }
    }
}
