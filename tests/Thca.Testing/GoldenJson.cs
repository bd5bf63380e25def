using System.Globalization;
using System.Text.Json;

namespace Thca.Testing;

/// <summary>Reads stored golden values: numbers, "NaN", "Infinity" and "-Infinity" as doubles.</summary>
public static class GoldenJson
{
    /// <summary>Opens a golden file; the test skips where the folder is absent.</summary>
    public static JsonElement Open(params string[] parts) => JsonDocument.Parse(File.ReadAllText(SharedData.Path(["golden", .. parts]))).RootElement;

    /// <summary>One number.</summary>
    public static double Number(this JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture)
        : element.GetDouble();

    /// <summary>A list of numbers; nested lists are flattened.</summary>
    public static double[] Numbers(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(e => e.Numbers())] : [element.Number()];

    /// <summary>A list of rows.</summary>
    public static double[][] Rows(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.Numbers())];
}
