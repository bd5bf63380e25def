using System.Globalization;
using Thca.Core.Volumes;
using Thca.Testing;

namespace Thca.Imaging.Tests;

/// <summary>Rows of the feature tables beside the repository.</summary>
internal static class GoldenFeatures
{
    /// <summary>Value by feature name (without the leading <c>original_</c>).</summary>
    public static IReadOnlyDictionary<string, double> Read(string name) => File.ReadLines(SharedData.Path("golden", "radiomics", name + ".csv")).Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(parts => parts[0].Replace("original_", "", StringComparison.Ordinal), parts => double.Parse(parts[1], CultureInfo.InvariantCulture));

    /// <summary>The lesion of a case of the radiomics inputs.</summary>
    public static Mask Lesion(string name) => VolumeFile.ReadLabelMap(InputPath(name, "label")).Select(1);

    /// <summary>Path of the image or the label of a case.</summary>
    public static string InputPath(string name, string kind)
    {
        string stem = SharedData.Path("golden", "inputs", $"{name}_{kind}");
        return File.Exists(stem + ".nrrd") ? stem + ".nrrd" : stem + ".nii.gz";
    }
}
