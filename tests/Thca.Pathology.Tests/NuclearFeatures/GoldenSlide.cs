using System.Text.Json;
using Thca.Core.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.NuclearFeatures;

/// <summary>The stored slide with nuclei and the script's results, from the shared golden folder.</summary>
internal static class GoldenSlide
{
    /// <summary>The slide's pixels.</summary>
    public static RgbImage Image() => Rgb("slide_a.rgb.npy");

    /// <summary>The target of stain normalisation.</summary>
    public static RgbImage Target() => Rgb("slide_a.target_rgb.npy");

    /// <summary>The nuclei by the script's identifiers.</summary>
    public static IReadOnlyList<(string Id, Nucleus Nucleus)> Nuclei()
    {
        List<(string, Nucleus)> nuclei = [];
        foreach (JsonProperty entry in GoldenJson.Open("nuclear", "slide_a.nuclei.json").EnumerateObject())
        {
            int[] box = [.. entry.Value.GetProperty("box").EnumerateArray().Select(v => v.GetInt32())];
            double[] centroid = entry.Value.GetProperty("centroid").Numbers();
            nuclei.Add((entry.Name, new Nucleus
            {
                Id = nuclei.Count,
                Box = new PixelBox(box[0], box[1], box[2], box[3]),
                CentroidX = centroid[0],
                CentroidY = centroid[1],
                Contour = [.. entry.Value.GetProperty("contour").EnumerateArray().Select(p => new PixelPoint(p[0].GetInt32(), p[1].GetInt32()))],
                AreaPixels = double.NaN,
                Type = (NucleusType)entry.Value.GetProperty("type").GetInt32(),
                Probability = 1,
            }));
        }

        return nuclei;
    }

    /// <summary>A patch of the slide; black where it lies outside, as the script has it.</summary>
    public static RgbImage Patch(RgbImage image, PixelPoint origin, int side)
    {
        var pixels = new byte[3 * side * side];
        for (int y = 0; y < side && origin.Y + y < image.Height; y++)
        {
            int width = Math.Min(side, image.Width - origin.X);
            image.Row(origin.Y + y).Slice(3 * origin.X, 3 * width).CopyTo(pixels.AsSpan(3 * side * y));
        }

        return new RgbImage(side, side, pixels);
    }

    private static RgbImage Rgb(string name)
    {
        (int[] shape, double[] values) = NpyFile.Read(SharedData.Path("golden", "nuclear", name));
        return new RgbImage(shape[1], shape[0], Array.ConvertAll(values, v => (byte)v));
    }
}
