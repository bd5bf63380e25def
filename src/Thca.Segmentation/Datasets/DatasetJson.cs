using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Datasets;

/// <summary>
/// <c>dataset.json</c> of nnU-Net: channels, labels, number of cases, file ending. Fields this product does not know survive reading and writing.
/// Immutable.
/// </summary>
public sealed class DatasetJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "dataset.json";

    private static readonly string[] Readers = ["SimpleITKIO", "NibabelIO", "SimpleITKIOWithReorient", "NibabelIOWithReorient"];

    private readonly JsonObject _json;

    private DatasetJson(JsonObject json, string source)
    {
        _json = json;
        ChannelNames = Channels(json, source);
        Labels = ReadLabels(json, source);
        NumTraining = Required(json, "numTraining", source) is JsonValue count && count.TryGetValue(out int n) && n >= 0
            ? n
            : throw Invalid(source, "numTraining is no whole number");
        FileEnding = Required(json, "file_ending", source) is JsonValue ending && ending.TryGetValue(out string? e) && e.Length > 0 ? e : throw Invalid(source, "file_ending is no text");
        ReaderWriter = json["overwrite_image_reader_writer"] is JsonValue reader && reader.TryGetValue(out string? name) ? name : null;
        if (ReaderWriter is not (null or "None") && !Readers.Contains(ReaderWriter))
            throw Invalid(source, $"overwrite_image_reader_writer is '{ReaderWriter}'; {string.Join(", ", Readers)} are known");
        ExplicitCases = Explicit(json, source);
    }

    /// <summary>Names of the channels by index; the name decides the normalisation.</summary>
    public IReadOnlyList<string> ChannelNames { get; }

    /// <summary>The labels.</summary>
    public LabelSet Labels { get; }

    /// <summary>Number of training cases the file states.</summary>
    public int NumTraining { get; }

    /// <summary>Ending of images and labels, e.g. <c>.nii.gz</c>.</summary>
    public string FileEnding { get; }

    /// <summary>Reader class that the data set asks for, or null.</summary>
    public string? ReaderWriter { get; }

    /// <summary>Explicit paths of cases (relative to the data set), or null where folders are searched.</summary>
    public IReadOnlyDictionary<string, (IReadOnlyList<string> Images, string Label)>? ExplicitCases { get; }

    /// <summary>The description of a data set of neck CT with the twelve labels of this product.</summary>
    /// <param name="cases">Number of training cases.</param>
    public static DatasetJson ForThyroid(int cases) => Create(["CT"], LabelSet.Thyroid, cases);

    /// <summary>A new description.</summary>
    /// <param name="channels">Channel names.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="cases">Number of training cases.</param>
    /// <param name="fileEnding">Ending of images and labels.</param>
    public static DatasetJson Create(IReadOnlyList<string> channels, LabelSet labels, int cases, string fileEnding = ".nii.gz")
    {
        var names = new JsonObject();
        for (int i = 0; i < channels.Count; i++) names[i.ToString(CultureInfo.InvariantCulture)] = channels[i];
        var values = new JsonObject();
        foreach ((string name, int value) in labels.All) values[name] = value;
        return new DatasetJson(new JsonObject { ["channel_names"] = names, ["labels"] = values, ["numTraining"] = cases, ["file_ending"] = fileEnding }, FileName);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="DataFormatException">No JSON, a required field is missing, or a field breaks its rule; regions (lists of labels) are refused.</exception>
    public static DatasetJson Read(string path) => new(PythonJson.ReadObject(path), Path.GetFileName(path));

    /// <summary>The same description with another number of cases.</summary>
    public DatasetJson WithNumTraining(int cases)
    {
        var copy = (JsonObject)_json.DeepClone();
        copy["numTraining"] = cases;
        return new DatasetJson(copy, FileName);
    }

    /// <summary>Writes the file, atomically, unknown fields included.</summary>
    public void Write(string path) => PythonJson.Write(path, _json);

    /// <summary>The file's text, unknown fields included.</summary>
    public string ToJson() => PythonJson.Text(_json);

    private static string[] Channels(JsonObject json, string source)
    {
        if ((json["channel_names"] ?? json["modality"]) is not JsonObject names || names.Count == 0)
            throw Invalid(source, "channel_names (or the older modality) is missing", "Add \"channel_names\": {\"0\": \"CT\"}.");
        var channels = new string[names.Count];
        foreach ((string key, JsonNode? value) in names)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= channels.Length || value?.GetValueKind() != JsonValueKind.String)
                throw Invalid(source, $"channel_names has '{key}'; keys must be \"0\", \"1\", … and values names");
            channels[index] = value.GetValue<string>();
        }

        return channels;
    }

    private static LabelSet ReadLabels(JsonObject json, string source)
    {
        if (Required(json, "labels", source) is not JsonObject labels) throw Invalid(source, "labels is no object of names and numbers");
        var values = new List<KeyValuePair<string, int>>();
        foreach ((string name, JsonNode? value) in labels)
        {
            if (value is JsonArray)
                throw Invalid(source, $"label '{name}' is a region (a list of labels)", "Region-based training is not supported; give every label one number.");
            values.Add(KeyValuePair.Create(name, Number(name, value) ?? throw Invalid(source, $"label '{name}' is no whole number")));
        }

        return new LabelSet(values);

        // Files of the first generation have the value as the key and the name as the value.
        static int? Number(string name, JsonNode? node) => node is JsonValue v && v.TryGetValue(out int number) && number >= 0
            ? number
            : node is JsonValue text && text.TryGetValue(out string? s) && int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) && name.Length > 0 ? parsed : null;
    }

    private static Dictionary<string, (IReadOnlyList<string> Images, string Label)>? Explicit(JsonObject json, string source)
    {
        if (json["dataset"] is not JsonObject cases) return null;
        var result = new Dictionary<string, (IReadOnlyList<string>, string)>(StringComparer.Ordinal);
        foreach ((string name, JsonNode? entry) in cases)
        {
            if (entry is not JsonObject item || item["images"] is not JsonArray images || item["label"]?.GetValueKind() != JsonValueKind.String || images.Any(i => i?.GetValueKind() != JsonValueKind.String))
                throw Invalid(source, $"dataset entry '{name}' needs a list 'images' and a text 'label'");
            result[name] = ([.. images.Select(i => i!.GetValue<string>())], item["label"]!.GetValue<string>());
        }

        return result;
    }

    private static JsonNode Required(JsonObject json, string field, string source) =>
        json[field] ?? throw Invalid(source, $"the field '{field}' is missing", "nnU-Net needs labels, channel_names, numTraining and file_ending.");

    private static DataFormatException Invalid(string source, string what, string remedy = "Correct the file.") => new($"{source}: {what}.", remedy);
}
