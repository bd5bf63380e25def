using System.Text;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Parameters;

/// <summary>Reads PyRadiomics parameter files (YAML or JSON) as they are.</summary>
public static class RadiomicsParameterFile
{
    private const int MaximumLength = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="ThcaException">FORMAT_INVALID (not YAML), FORMAT_UNSUPPORTED (an image filter), OPTION_INVALID (unknown names, wrong values; all listed).</exception>
    public static RadiomicsParameters Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>Reads a stream of UTF-8 text.</summary>
    /// <exception cref="ThcaException">As for a file.</exception>
    public static RadiomicsParameters Read(Stream stream)
    {
        using var text = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var buffer = new char[MaximumLength + 1];
        int length = text.ReadBlock(buffer);
        if (length > MaximumLength)
            throw new DataFormatException($"A parameter file has at most {MaximumLength} characters; this one is longer.", "Check that it is a parameter file.", ProblemCodes.SizeLimitExceeded);
        return Parse(new string(buffer, 0, length));
    }

    /// <summary>Reads text.</summary>
    /// <exception cref="ThcaException">As for a file.</exception>
    public static RadiomicsParameters Parse(string text)
    {
        object? root = YamlReader.Read(new StringReader(text));
        OrderedDictionary<string, object?> file = root switch
        {
            null => [],
            OrderedDictionary<string, object?> map => map,
            _ => throw new DataFormatException("A parameter file is a map with the keys setting, imageType, featureClass and voxelSetting; this one is not a map."),
        };
        List<string> problems = [], warnings = [];
        var settings = new SettingReader(problems, warnings);
        var options = new RadiomicsOptions();
        foreach ((string key, object? value) in file)
        {
            OrderedDictionary<string, object?> entries = Map(key, value, problems);
            options = key switch
            {
                "setting" => settings.Apply(options, key, entries),
                "imageType" => ImageTypes(options, entries, settings, problems),
                "featureClass" => options with { FeatureClasses = [.. Classes(entries, problems, warnings)] },
                "voxelSetting" => VoxelSetting(options, entries, problems, warnings),
                _ => Unknown(options, key, problems),
            };
        }

        problems.AddRange(RadiomicsOptionsCheck.Problems(options).Where(p => problems.Count == 0 || !p.Contains("NaN", StringComparison.Ordinal)));
        OptionsException.ThrowIfAny(problems);
        return new RadiomicsParameters(options, warnings);
    }

    private static OrderedDictionary<string, object?> Map(string path, object? value, List<string> problems)
    {
        if (value is OrderedDictionary<string, object?> map) return map;
        if (value is not null) problems.Add($"{path}: needs a map.");
        return [];
    }

    private static RadiomicsOptions ImageTypes(RadiomicsOptions options, OrderedDictionary<string, object?> types, SettingReader settings, List<string> problems)
    {
        foreach ((string name, object? value) in types)
        {
            if (!SettingNames.ImageTypes.Contains(name)) problems.Add($"imageType: unknown image type '{name}'; known are {string.Join(", ", SettingNames.ImageTypes)}.");
            else if (name != "Original")
                throw new DataFormatException($"imageType: filter {name} is not available yet.", "Remove it from imageType; Original is available.", ProblemCodes.FormatUnsupported);
            else options = settings.Apply(options, "imageType.Original", Map("imageType.Original", value, problems));
        }

        return options;
    }

    private static IEnumerable<FeatureClassSelection> Classes(OrderedDictionary<string, object?> classes, List<string> problems, List<string> warnings)
    {
        foreach ((string name, object? value) in classes)
        {
            List<string> features = [];
            if (value is not null and not List<object?>) problems.Add($"featureClass.{name}: needs nothing, or a list of features.");
            foreach (object? entry in value as List<object?> ?? [])
            {
                if (entry is not string feature) problems.Add($"featureClass.{name}: an entry is not the name of a feature.");
                else if (name == "glcm" && SettingNames.RemovedGlcm.TryGetValue(feature, out string? same))
                    warnings.Add($"featureClass.glcm: {feature} is left out; it equals {same}.");
                else features.Add(feature);
            }

            yield return new FeatureClassSelection(name, features.Count > 0 ? features : null);
        }
    }

    private static RadiomicsOptions VoxelSetting(RadiomicsOptions options, OrderedDictionary<string, object?> entries, List<string> problems, List<string> warnings)
    {
        problems.AddRange(entries.Keys.Where(k => !SettingNames.OfVoxelMaps.Contains(k)).Select(k => $"voxelSetting.{k}: unknown setting '{k}'."));
        warnings.Add("voxelSetting has no effect on the features of a region.");
        return options;
    }

    private static RadiomicsOptions Unknown(RadiomicsOptions options, string key, List<string> problems)
    {
        problems.Add($"{key}: unknown section '{key}'; sections are setting, imageType, featureClass and voxelSetting.");
        return options;
    }
}
