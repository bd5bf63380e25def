using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Planning;

/// <summary>
/// A plans file: this product's, nnU-Net's, or of the format before nnU-Net 2.3.1. Keys it does not know survive reading and writing. Immutable.
/// </summary>
public sealed class PlansFile
{
    /// <summary>Layout of the part that only this product writes.</summary>
    internal const string Schema = "thca-plans/1";

    /// <summary>Key of the part that only this product writes; nnU-Net ignores it.</summary>
    internal const string OwnKey = "thca";

    private readonly JsonObject _json;
    private readonly string _source;

    private PlansFile(JsonObject json, string source)
    {
        (_json, _source) = (json, source);
        var reader = new PlansReader(source);
        if (json[OwnKey] is JsonObject own && reader.Text(own, "schema") is var schema && schema != Schema)
            throw new DataFormatException($"{source} has the layout {schema}; this version reads {Schema}.", "Update this software, or plan the data set again.", ProblemCodes.FormatUnsupported);
        DatasetName = reader.Text(json, "dataset_name");
        PlansName = reader.Text(json, "plans_name");
        TransposeForward = reader.Integers(json, "transpose_forward");
        TransposeBackward = reader.Integers(json, "transpose_backward");
        if (!TransposeForward.Order().SequenceEqual([0, 1, 2]) || !TransposeForward.Select((a, i) => TransposeBackward.ElementAtOrDefault(a) == i).All(x => x))
            throw new DataFormatException($"{source}: transpose_forward and transpose_backward are no permutation of 0, 1, 2 and its inverse.", "Correct the file.");
        JsonNode intensities = json["foreground_intensity_properties_per_channel"] ?? json["foreground_intensity_properties_by_modality"] ?? throw reader.Missing("foreground_intensity_properties_per_channel");
        Intensities = IntensityJson.Read(intensities, source);
        Configurations = json["configurations"] is JsonObject configurations ? [.. configurations.Select(c => c.Key)] : throw reader.Missing("configurations");
        ReaderWriter = json["image_reader_writer"] is JsonValue value && value.TryGetValue(out string? name) ? name : "SimpleITKIO";
    }

    /// <summary>Name of the data set.</summary>
    public string DatasetName { get; }

    /// <summary>Name of the plans.</summary>
    public string PlansName { get; }

    /// <summary>Array axis (0 is z) that becomes axis 0, 1, 2 before anything else.</summary>
    public IReadOnlyList<int> TransposeForward { get; }

    /// <summary>Inverse of <see cref="TransposeForward"/>.</summary>
    public IReadOnlyList<int> TransposeBackward { get; }

    /// <summary>Foreground intensities of every channel: the window and scale of CT normalisation.</summary>
    public IReadOnlyList<IntensityProperties> Intensities { get; }

    /// <summary>Names of the configurations.</summary>
    public IReadOnlyList<string> Configurations { get; }

    /// <summary>Reader class that nnU-Net is to use.</summary>
    public string ReaderWriter { get; }

    /// <summary>Whether this product made the plans.</summary>
    public bool IsOwn => _json[OwnKey] is not null;

    /// <summary>Whether nnU-Net can build the networks: false where a configuration names a class that only this product has.</summary>
    public bool IsForNnUNet => Configurations.All(c => !Configuration(c).NetworkClassName.StartsWith("thca.", StringComparison.Ordinal));

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="DataFormatException">No JSON, a key is missing, or a later layout.</exception>
    public static PlansFile Read(string path) => new(PythonJson.ReadObject(path), Path.GetFileName(path));

    internal static PlansFile FromJson(JsonObject json) => new((JsonObject)PythonJson.Parse(PythonJson.Text(json), "plans")!, "plans");

    /// <summary>One configuration, with what it inherits.</summary>
    /// <exception cref="ThcaException">There is no such configuration, or it uses what cannot be done here.</exception>
    public ConfigurationPlan Configuration(string name) => new PlansReader(_source).Configuration((JsonObject)_json["configurations"]!, name);

    /// <summary>
    /// Orientation that images are turned to: as the plans of this product say; for others RAS with nnU-Net's reorienting readers, else LPS, or in
    /// reference mode as the file has it.
    /// </summary>
    /// <param name="mode">Decides where the plans do not.</param>
    public ArrayOrientation Orientation(AnalysisMode mode = AnalysisMode.Sound)
    {
        if (_json[OwnKey]?["orientation"] is JsonValue v && v.TryGetValue(out string? text)) return text == "file" ? ArrayOrientation.File : ArrayOrientation.Lps;
        if (ReaderWriter.EndsWith("WithReorient", StringComparison.Ordinal)) return ArrayOrientation.Ras;
        return mode == AnalysisMode.Reference ? ArrayOrientation.File : ArrayOrientation.Lps;
    }

    /// <summary>The file's text.</summary>
    public string ToJson() => PythonJson.Text(_json);

    /// <summary>Writes the file, atomically. Configurations that only an existing file of the same name has are kept.</summary>
    public void Write(string path)
    {
        var json = (JsonObject)_json.DeepClone();
        if (File.Exists(path) && PythonJson.ReadObject(path)["configurations"] is JsonObject earlier)
        {
            var configurations = (JsonObject)json["configurations"]!;
            foreach ((string name, JsonNode? configuration) in earlier)
            {
                if (name is not ("2d" or "3d_lowres" or "3d_fullres" or "3d_cascade_fullres") && !configurations.ContainsKey(name)) configurations[name] = configuration?.DeepClone();
            }
        }

        PythonJson.Write(path, json);
    }

    /// <summary>The same plans with another network class in every configuration of the current format.</summary>
    /// <param name="network">The class.</param>
    public PlansFile WithNetwork(PlannedNetwork network)
    {
        var json = (JsonObject)_json.DeepClone();
        foreach ((string _, JsonNode? configuration) in (JsonObject)json["configurations"]!)
        {
            if (configuration?["architecture"] is JsonObject architecture) architecture["network_class_name"] = NetworkClass.NameOf(network);
        }

        return new PlansFile(json, _source);
    }
}
