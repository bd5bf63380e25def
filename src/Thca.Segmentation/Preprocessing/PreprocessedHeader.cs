using System.Globalization;
using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Segmentation.Datasets;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Content of <c>CASE.json</c>: properties, fingerprint of inputs and plans, which rows of the locations belong to which label.</summary>
internal sealed record PreprocessedHeader(CaseProperties Properties, string Fingerprint, IReadOnlyList<KeyValuePair<int, int>> LocationCounts)
{
    private const string Schema = "thca-preprocessed/1";

    public void Write(string path, string id)
    {
        var counts = new JsonObject();
        foreach ((int label, int count) in LocationCounts) counts[label.ToString(CultureInfo.InvariantCulture)] = count;
        var json = new JsonObject { ["schema"] = Schema, ["case"] = id, ["fingerprint"] = Fingerprint };
        CasePropertiesJson.AddTo(json, Properties);
        json["locations_per_label"] = counts;
        PythonJson.Write(path, json);
    }

    public static PreprocessedHeader Read(string path)
    {
        JsonObject json = PythonJson.ReadObject(path);
        string source = Path.GetFileName(path);
        try
        {
            if (json["schema"]!.GetValue<string>() != Schema)
                throw new DataFormatException($"'{source}' has the layout {json["schema"]}; this version reads {Schema}.", "Preprocess the data set again.", ProblemCodes.FormatUnsupported);
            JsonObject geometry = json["file_geometry"]!.AsObject();
            int[] box = [.. json["bbox_used_for_cropping"]!.AsArray().SelectMany(r => r!.AsArray()).Select(v => v!.GetValue<int>())];
            double[] origin = Doubles(geometry["origin_lps"]);
            int[] size = Integers(geometry["size_xyz"]);
            double[] spacing = Doubles(geometry["spacing_xyz"]);
            var properties = new CaseProperties
            {
                FileGeometry = new ImageGeometry(
                    new GridSize(size[0], size[1], size[2]),
                    new Spacing(spacing[0], spacing[1], spacing[2]),
                    new PhysicalPoint(origin[0], origin[1], origin[2]),
                    DirectionCosines.FromArray(Doubles(geometry["direction"]))),
                Orientation = Enum.Parse<ArrayOrientation>(json["orientation"]!.GetValue<string>()),
                TransposeForward = Integers(json["transpose_forward"]),
                SizeBeforeCrop = Size(json["shape_before_cropping"]),
                Box = new VoxelRegion(new VoxelIndex(box[4], box[2], box[0]), new GridSize(box[5] - box[4], box[3] - box[2], box[1] - box[0])),
                SpacingBeforeResampling = Spacing3(json["spacing_before_resampling"]),
                Size = Size(json["shape"]),
                Spacing = Spacing3(json["spacing"]),
            };
            return new PreprocessedHeader(
                properties,
                json["fingerprint"]!.GetValue<string>(),
                [.. json["locations_per_label"]!.AsObject().Select(l => KeyValuePair.Create(int.Parse(l.Key, CultureInfo.InvariantCulture), l.Value!.GetValue<int>()))]);
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new DataFormatException($"'{source}' does not describe a preprocessed case: {exception.Message}", "Preprocess the case again.", inner: exception);
        }
    }

    public SortedDictionary<int, int[]> ReadLocations(string path)
    {
        using NpyArray<int> array = NpyArray<int>.Open(path);
        if (array.Shape is not [var rows, 4] || rows != LocationCounts.Sum(l => (long)l.Value))
            throw new DataFormatException($"'{Path.GetFileName(path)}' does not have the rows that the case's description promises.", "Preprocess the case again.");
        var locations = new SortedDictionary<int, int[]>();
        long at = 0;
        foreach ((int label, int count) in LocationCounts)
        {
            int[] positions = locations[label] = new int[4 * count];
            array.Read(at, positions);
            at += positions.Length;
        }

        return locations;
    }

    private static int[] Integers(JsonNode? node) => [.. node!.AsArray().Select(v => v!.GetValue<int>())];

    private static double[] Doubles(JsonNode? node) => [.. node!.AsArray().Select(v => v!.GetValue<double>())];

    private static GridSize Size(JsonNode? node) => Integers(node) is [var z, var y, var x] ? new GridSize(x, y, z) : throw new FormatException("three sizes are needed");

    private static Spacing Spacing3(JsonNode? node) => Doubles(node) is [var z, var y, var x] ? new Spacing(x, y, z) : throw new FormatException("three spacings are needed");
}
