using System.Text.Json;
using Thca.Testing;

namespace Thca.Statistics.Tests.Clustering;

internal static class GoldenFile
{
    public static JsonElement Cases(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "stats", name)));
        return document.RootElement.GetProperty("cases").Clone();
    }

    public static int[] Integers(this JsonElement element) => [.. element.EnumerateArray().Select(v => v.GetInt32())];

    public static (double[] Rows, int Columns) Matrix(this JsonElement element) =>
        ([.. element.EnumerateArray().SelectMany(r => r.Numbers())], element[0].GetArrayLength());
}
