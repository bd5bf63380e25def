using System.Globalization;
using System.Text.Json;
using Thca.Core.Contracts;
using Thca.Radiomics.Settings;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Golden;

/// <summary>One entry of the stored PyRadiomics results.</summary>
/// <param name="Name">CASE__CONFIGURATION.</param>
/// <param name="Settings">PyRadiomics settings.</param>
/// <param name="Diagnostics">Diagnostics to reproduce.</param>
/// <param name="Error">Message of the error to raise, or null.</param>
internal sealed record GoldenCase(string Name, JsonElement Settings, JsonElement Diagnostics, string? Error)
{
    public string Input => Name[..Name.IndexOf("__", StringComparison.Ordinal)];

    public bool IsResampled => Settings.TryGetProperty("resampledPixelSpacing", out _);

    public static GoldenCase Find(string name)
    {
        using FileStream stream = File.OpenRead(SharedData.Path("golden", "radiomics", "index.json"));
        JsonElement entry = JsonDocument.Parse(stream).RootElement.GetProperty("cases").GetProperty(name);
        return new GoldenCase(
            name,
            entry.GetProperty("settings"),
            entry.TryGetProperty("diagnostics", out JsonElement d) ? d : default,
            entry.TryGetProperty("error", out JsonElement e) ? e.GetString() : null);
    }

    /// <summary>Names of all cases; one placeholder when the folder is absent, so that the theory shows as skipped.</summary>
    public static IEnumerable<string> Names()
    {
        if (!SharedData.IsPresent) return ["absent"];
        using FileStream stream = File.OpenRead(SharedData.Path("golden", "radiomics", "index.json"));
        return [.. JsonDocument.Parse(stream).RootElement.GetProperty("cases").EnumerateObject().Select(p => p.Name)];
    }

    /// <summary>The expected features in order, without the prefix <c>original_</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Expected() =>
    [
        .. File.ReadLines(SharedData.Path("golden", "radiomics", Name + ".csv")).Skip(1).Select(line => line.Split(','))
            .Select(cells => KeyValuePair.Create(cells[0]["original_".Length..], double.Parse(cells[1], CultureInfo.InvariantCulture))),
    ];

    /// <summary>The settings with the classes that the file holds.</summary>
    public RadiomicsOptions Options() => ReadSettings() with
    {
        FeatureClasses = [.. Expected().Select(e => e.Key[..e.Key.IndexOf('_', StringComparison.Ordinal)]).Distinct().Select(c => new FeatureClassSelection(c))],
    };

    public RadiomicsOptions ReadSettings()
    {
        var o = new RadiomicsOptions();
        foreach (JsonProperty p in Settings.EnumerateObject())
        {
            JsonElement v = p.Value;
            o = p.Name switch
            {
                "binWidth" => o with { BinWidth = v.GetDouble() },
                "binCount" => o with { BinCount = v.GetInt32() },
                "normalize" => o with { Normalize = v.GetBoolean() },
                "normalizeScale" => o with { NormalizeScale = v.GetDouble() },
                "removeOutliers" => o with { RemoveOutliers = v.GetDouble() },
                "resampledPixelSpacing" => o with { ResampledPixelSpacing = [.. v.EnumerateArray().Select(e => e.GetDouble())] },
                "interpolator" => o with { Interpolator = Enum.Parse<ImageInterpolator>(v.GetString()!["sitk".Length..]) },
                "force2D" => o with { Force2D = v.GetBoolean() },
                "force2Ddimension" => o with { Force2DDimension = v.GetInt32() },
                "resegmentRange" => o with { ResegmentRange = [.. v.EnumerateArray().Select(e => e.GetDouble())] },
                "resegmentMode" => o with { ResegmentMode = Enum.Parse<ResegmentationMode>(v.GetString()!, ignoreCase: true) },
                "distances" => o with { Distances = [.. v.EnumerateArray().Select(e => e.GetInt32())] },
                "symmetricalGLCM" => o with { SymmetricalGlcm = v.GetBoolean() },
                "gldm_a" => o with { GldmAlpha = v.GetInt32() },
                "weightingNorm" => o with { WeightingNorm = v.GetString() == "no_weighting" ? DistanceWeighting.Unweighted : Enum.Parse<DistanceWeighting>(v.GetString()!, ignoreCase: true) },
                "voxelArrayShift" => o with { VoxelArrayShift = v.GetDouble() },
                "geometryTolerance" => o with { GeometryTolerance = v.GetDouble() },
                "correctMask" => o with { CorrectMask = v.GetBoolean() },
                _ => o,
            };
        }

        return o;
    }
}
