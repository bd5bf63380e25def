using System.Text.Json;
using Thca.Core.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Stains;

/// <summary>The stored stain images and numbers.</summary>
internal static class GoldenStain
{
    public static RgbImage Image(string name)
    {
        (int[] shape, double[] values) = NpyFile.Read(SharedData.Path("golden", "stain", name + ".npy"));
        return new RgbImage(shape[1], shape[0], Array.ConvertAll(values, v => (byte)v));
    }

    public static JsonElement Result(params string[] path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "stain", "index.json")));
        JsonElement at = json.RootElement.GetProperty("results");
        foreach (string name in path) at = at.GetProperty(name);
        return at.Clone();
    }

    public static double[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Numbers)] : [element.GetDouble()];

    public static double[][] Truth(string image)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "stain", "index.json")));
        return [.. json.RootElement.GetProperty("images").GetProperty(image).GetProperty("stain_rows_h_e").EnumerateArray().Select(Numbers)];
    }

    /// <summary>Share of values that differ by at most some levels, and the mean absolute difference.</summary>
    public static (double Within, double Mean) Compare(RgbImage a, RgbImage b, int levels)
    {
        Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
        int within = 0;
        long sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++)
        {
            int difference = Math.Abs(a.Pixels[i] - b.Pixels[i]);
            if (difference <= levels) within++;
            sum += difference;
        }

        return ((double)within / a.Pixels.Length, (double)sum / a.Pixels.Length);
    }
}
