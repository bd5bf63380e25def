using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Parameters;

/// <summary>Applies the entries of a <c>setting</c> map to options.</summary>
internal sealed class SettingReader(List<string> problems, List<string> warnings)
{
    private readonly SettingText _text = new(problems);

    public RadiomicsOptions Apply(RadiomicsOptions options, string section, OrderedDictionary<string, object?> entries)
    {
        foreach ((string name, object? value) in entries) options = Apply(options, $"{section}.{name}", name, value, entries);
        return options;
    }

    private RadiomicsOptions Apply(RadiomicsOptions o, string path, string name, object? value, OrderedDictionary<string, object?> all)
    {
        if (name == "resamplePixelSpacing")
        {
            warnings.Add($"{path} is misspelt; it is read as resampledPixelSpacing.");
            return all.ContainsKey("resampledPixelSpacing") ? o : o with { ResampledPixelSpacing = value is null ? null : _text.Numbers(path, value) };
        }

        return Numbers(o, path, name, value) ?? Switches(o, path, name, value) ?? Lists(o, path, name, value) ?? WithoutEffect(o, path, name, value);
    }

    private RadiomicsOptions? Numbers(RadiomicsOptions o, string path, string name, object? value) => name switch
    {
        "binWidth" => o with { BinWidth = _text.Number(path, value) },
        "binCount" => o with { BinCount = value is null ? null : _text.Integer(path, value) },
        "normalizeScale" => o with { NormalizeScale = _text.Number(path, value) },
        "removeOutliers" => o with { RemoveOutliers = value is null ? null : _text.Number(path, value) },
        "padDistance" => o with { PadDistance = _text.Integer(path, value) },
        "force2Ddimension" => o with { Force2DDimension = _text.Integer(path, value) },
        "gldm_a" => o with { GldmAlpha = _text.Integer(path, value) },
        "voxelArrayShift" => o with { VoxelArrayShift = _text.Number(path, value) },
        "minimumROIDimensions" => o with { MinimumRoiDimensions = _text.Integer(path, value) },
        "minimumROISize" => o with { MinimumRoiSize = value is null ? null : _text.Integer(path, value) },
        "geometryTolerance" => value is null ? o : o with { GeometryTolerance = _text.Number(path, value) },
        "label" => o with { Label = _text.Integer(path, value) },
        _ => null,
    };

    private RadiomicsOptions? Switches(RadiomicsOptions o, string path, string name, object? value) => name switch
    {
        "normalize" => o with { Normalize = _text.Switch(path, value) },
        "preCrop" => o with { PreCrop = _text.Switch(path, value) },
        "force2D" => o with { Force2D = _text.Switch(path, value) },
        "symmetricalGLCM" => o with { SymmetricalGlcm = _text.Switch(path, value) },
        "resegmentShape" => o with { ResegmentShape = _text.Switch(path, value) },
        "correctMask" => o with { CorrectMask = _text.Switch(path, value) },
        "additionalInfo" => o with { AdditionalInfo = _text.Switch(path, value) },
        _ => null,
    };

    private RadiomicsOptions? Lists(RadiomicsOptions o, string path, string name, object? value) => name switch
    {
        "distances" => o with { Distances = _text.Integers(path, value) },
        "resampledPixelSpacing" => o with { ResampledPixelSpacing = value is null ? null : _text.Numbers(path, value) },
        "resegmentRange" => o with { ResegmentRange = value is null ? null : _text.Numbers(path, value) },
        "resegmentMode" => o with { ResegmentMode = _text.Choice(path, value, SettingNames.Resegmentations) },
        "interpolator" => o with { Interpolator = value is null ? ImageInterpolator.None : _text.Choice(path, value, SettingNames.Interpolators) },
        "weightingNorm" => o with { WeightingNorm = value is null ? DistanceWeighting.None : _text.Choice(path, value, SettingNames.Weightings) },
        _ => null,
    };

    private RadiomicsOptions WithoutEffect(RadiomicsOptions o, string path, string name, object? value)
    {
        if (SettingNames.OfFilters.Contains(name)) warnings.Add($"{path} has no effect: it belongs to an image filter and none is enabled.");
        else if (name == "label_channel" && value is "0") return o;
        else if (name == "label_channel") problems.Add($"{path}: only channel 0 is available; masks have one channel.");
        else problems.Add($"{path}: unknown setting '{name}'.");
        return o;
    }
}
