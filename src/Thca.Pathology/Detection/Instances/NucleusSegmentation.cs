using System.Numerics.Tensors;

namespace Thca.Pathology.Detection.Instances;

/// <summary>
/// Separates nuclei from the probability and distance maps of HoVer-Net (Graham et al., 2019, section 3.3): markers where the wide derivative of the
/// distance maps is small, then a watershed inside the nuclear pixels. Steps and rounding are those of the published post-processing at 0.25 µm per pixel.
/// </summary>
public static class NucleusSegmentation
{
    private const float NuclearProbability = 0.5f;
    private const double EdgeThreshold = 0.4;
    private const int SmallestObject = 10;

    /// <summary>Finds the nuclei of an image. Extremes of the whole image scale the maps, so a nucleus depends slightly on the rest of it.</summary>
    /// <param name="maps">The maps; not changed.</param>
    /// <param name="ct">Cancels between and within steps.</param>
    /// <returns>Nuclei numbered in raster order of their markers.</returns>
    public static InstanceMap Segment(NucleusMaps maps, CancellationToken ct = default)
    {
        int width = maps.Width, height = maps.Height;
        byte[] nuclear = NuclearPixels(maps);
        if (nuclear.AsSpan().IndexOf((byte)1) < 0) return new InstanceMap(width, height, new int[nuclear.Length], 0);
        float[] edges = Edges(maps, nuclear, ct);
        int stride = width + 2;
        var labels = new int[stride * (height + 2)];
        Array.Fill(labels, MarkerWatershed.Outside);
        for (int y = 0; y < height; y++)
        {
            Span<int> row = labels.AsSpan((y + 1) * stride + 1, width);
            for (int x = 0; x < width; x++)
            {
                if (nuclear[y * width + x] != 0) row[x] = 0;
            }
        }

        int count = PlaceMarkers(edges, nuclear, width, height, labels, stride);
        ct.ThrowIfCancellationRequested();
        MarkerWatershed.Flood(Landscape(edges, nuclear, width, height, stride), labels, stride, ct);
        var result = new int[nuclear.Length];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<int> source = labels.AsSpan((y + 1) * stride + 1, width);
            Span<int> target = result.AsSpan(y * width, width);
            for (int x = 0; x < width; x++) target[x] = Math.Max(source[x], 0);
        }

        return new InstanceMap(width, height, result, count);
    }

    /// <summary>Pixels that are more likely nucleus than not, without specks.</summary>
    private static byte[] NuclearPixels(NucleusMaps maps)
    {
        var mask = new byte[maps.Probability.Length];
        for (int i = 0; i < mask.Length; i++) mask[i] = maps.Probability[i] >= NuclearProbability ? (byte)1 : (byte)0;
        DeleteSmall(mask, maps.Width, maps.Height);
        return mask;
    }

    private static void DeleteSmall(byte[] mask, int width, int height)
    {
        RunComponents components = RunComponents.Of(mask, width, height, 1);
        components.Set(mask, width, c => components.Sizes[c] < SmallestObject, 0);
    }

    /// <summary>How likely a nuclear pixel is a border between nuclei, 0..1; 0 elsewhere.</summary>
    private static float[] Edges(NucleusMaps maps, byte[] nuclear, CancellationToken ct)
    {
        var slope = new double[nuclear.Length];
        float[] edges = Scaled(maps.Horizontal);
        WideSobel.AlongX(edges, maps.Width, maps.Height, slope);
        Inverted(slope, edges);
        ct.ThrowIfCancellationRequested();
        float[] vertical = Scaled(maps.Vertical);
        WideSobel.AlongY(vertical, maps.Width, maps.Height, slope);
        Inverted(slope, vertical);
        for (int i = 0; i < edges.Length; i++) edges[i] = nuclear[i] != 0 ? Math.Max(edges[i], vertical[i]) : 0;
        return edges;
    }

    /// <summary>(x - min) / (max - min) in single precision; 0 for a constant map.</summary>
    private static float[] Scaled(float[] map)
    {
        float low = TensorPrimitives.Min<float>(map), high = TensorPrimitives.Max<float>(map);
        var result = new float[map.Length];
        if ((double)high - low <= double.Epsilon) return result;
        double scale = 1 / ((double)high - low);
        float factor = (float)scale, offset = (float)(-low * scale);
        for (int i = 0; i < map.Length; i++) result[i] = map[i] * factor + offset;
        return result;
    }

    /// <summary>1 - the scaled slope, in single precision.</summary>
    private static void Inverted(double[] slope, float[] result)
    {
        double low = TensorPrimitives.Min<double>(slope), high = TensorPrimitives.Max<double>(slope);
        if (high - low <= 2.2e-16)
        {
            Array.Fill(result, 1f);
            return;
        }

        double scale = 1 / (high - low), offset = -low * scale;
        for (int i = 0; i < result.Length; i++) result[i] = 1f - (float)(slope[i] * scale + offset);
    }

    /// <summary>Writes the markers into the label grid and returns their number.</summary>
    private static int PlaceMarkers(float[] edges, byte[] nuclear, int width, int height, int[] labels, int stride)
    {
        var marker = new byte[nuclear.Length];
        for (int i = 0; i < marker.Length; i++) marker[i] = nuclear[i] != 0 && edges[i] < EdgeThreshold ? (byte)1 : (byte)0;
        RunComponents background = RunComponents.Of(marker, width, height, 0);
        background.Set(marker, width, c => !background.TouchesBorder[c], 1);
        marker = BinaryOpening.Open(marker, width, height);
        RunComponents components = RunComponents.Of(marker, width, height, 1);
        var numbers = new int[components.Count + 1];
        int count = 0;
        for (int c = 1; c < numbers.Length; c++) numbers[c] = components.Sizes[c] >= SmallestObject ? ++count : 0;
        var grid = new int[labels.Length];
        components.Label(grid, stride, stride + 1, numbers);
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == 0) labels[i] = grid[i];
        }

        return count;
    }

    /// <summary>Minus the smoothed inside of nuclei, on a grid padded by one pixel; the 3 x 3 Gaussian mirrors about the edge pixels.</summary>
    private static double[] Landscape(float[] edges, byte[] nuclear, int width, int height, int stride)
    {
        var inside = new double[3][];
        for (int i = 0; i < 3; i++) inside[i] = new double[width];
        var result = new double[stride * (height + 2)];
        int done = 0;
        for (int y = 0; y < height; y++)
        {
            for (; done <= Math.Min(y + 1, height - 1); done++) SmoothRow(edges.AsSpan(done * width, width), nuclear.AsSpan(done * width, width), inside[done % 3]);
            double[] above = inside[WideSobel.Mirror(y - 1, height) % 3], here = inside[y % 3], below = inside[WideSobel.Mirror(y + 1, height) % 3];
            Span<double> row = result.AsSpan((y + 1) * stride + 1, width);
            for (int x = 0; x < width; x++) row[x] = -(0.5 * here[x] + 0.25 * (above[x] + below[x]));
        }

        return result;
    }

    private static void SmoothRow(ReadOnlySpan<float> edges, ReadOnlySpan<byte> nuclear, double[] result)
    {
        int width = edges.Length;
        double before = Inside(edges, nuclear, WideSobel.Mirror(-1, width)), here = Inside(edges, nuclear, 0);
        for (int x = 0; x < width; x++)
        {
            double after = Inside(edges, nuclear, x + 1 < width ? x + 1 : WideSobel.Mirror(x + 1, width));
            result[x] = 0.5 * here + 0.25 * (before + after);
            (before, here) = (here, after);
        }
    }

    private static double Inside(ReadOnlySpan<float> edges, ReadOnlySpan<byte> nuclear, int x) => nuclear[x] == 0 ? 0 : 1.0 - edges[x];
}
