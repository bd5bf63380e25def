using System.Globalization;
using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Segmentation.Datasets;

namespace Thca.Segmentation.Planning;

/// <summary>What planning knows of a data set (<c>dataset_fingerprint.json</c>). Vectors are in array order z, y, x; cases by identifier.</summary>
public sealed record DatasetFingerprint
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "dataset_fingerprint.json";

    /// <summary>Voxel size of every case, mm.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Spacings { get; init; }

    /// <summary>Size of every case without empty borders.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> ShapesAfterCrop { get; init; }

    /// <summary>Foreground intensities of every channel.</summary>
    public required IReadOnlyList<IntensityProperties> Intensities { get; init; }

    /// <summary>Median over cases of the part of the voxels that cropping keeps.</summary>
    public double MedianRelativeSizeAfterCropping { get; init; } = 1;

    /// <summary>Writes the file in nnU-Net's layout.</summary>
    public void Write(string path) => PythonJson.Write(path, new JsonObject
    {
        ["foreground_intensity_properties_per_channel"] = IntensityJson.ToJson(Intensities),
        ["median_relative_size_after_cropping"] = MedianRelativeSizeAfterCropping,
        ["shapes_after_crop"] = new JsonArray([.. ShapesAfterCrop.Select(s => (JsonNode)new JsonArray([.. s.Select(v => (JsonNode)v)]))]),
        ["spacings"] = new JsonArray([.. Spacings.Select(s => (JsonNode)new JsonArray([.. s.Select(v => (JsonNode)v)]))]),
    });

    /// <summary>Reads a file of this product or of nnU-Net.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="DataFormatException">A key is missing or of the wrong kind.</exception>
    public static DatasetFingerprint Read(string path)
    {
        JsonObject json = PythonJson.ReadObject(path);
        string source = Path.GetFileName(path);
        try
        {
            return new DatasetFingerprint
            {
                Spacings = [.. json["spacings"]!.AsArray().Select(s => (IReadOnlyList<double>)[.. s!.AsArray().Select(v => v!.GetValue<double>())])],
                ShapesAfterCrop = [.. json["shapes_after_crop"]!.AsArray().Select(s => (IReadOnlyList<int>)[.. s!.AsArray().Select(v => (int)v!.GetValue<double>())])],
                Intensities = IntensityJson.Read((json["foreground_intensity_properties_per_channel"] ?? json["foreground_intensity_properties_by_modality"])!, source),
                MedianRelativeSizeAfterCropping = json["median_relative_size_after_cropping"]?.GetValue<double>() ?? 1,
            };
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new DataFormatException($"'{source}' is no data set fingerprint: {exception.Message}", "Plan the data set again.", inner: exception);
        }
    }

    /// <summary>Checks that there is one spacing and one shape of three axes per case.</summary>
    /// <exception cref="DataFormatException">Counts differ, or there is no case.</exception>
    internal void Validate()
    {
        bool sound = Spacings.Count > 0 && Spacings.Count == ShapesAfterCrop.Count && Spacings.All(s => s.Count == 3 && s.All(v => v > 0 && double.IsFinite(v))) && ShapesAfterCrop.All(s => s.Count == 3 && s.All(v => v > 0));
        if (!sound)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The fingerprint has {Spacings.Count} spacings and {ShapesAfterCrop.Count} shapes; one of each, with three positive numbers, is needed per case."));
    }
}
