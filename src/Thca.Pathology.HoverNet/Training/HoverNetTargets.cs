using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>What the network should say about the central part of a sample; row by row.</summary>
/// <param name="Nuclei">1 where a nucleus is.</param>
/// <param name="Types">Class, 0 to 5.</param>
/// <param name="Horizontal">Distance from the nucleus' centre along x, -1 to 1.</param>
/// <param name="Vertical">Distance from the nucleus' centre along y, -1 to 1.</param>
public sealed record HoverNetTargets(byte[] Nuclei, byte[] Types, float[] Horizontal, float[] Vertical)
{
    private const int SmallestInstance = 30;

    /// <summary>Makes the targets of the central square of a sample.</summary>
    /// <param name="width">Columns of the maps.</param>
    /// <param name="height">Rows of the maps.</param>
    /// <param name="instances">Number of the nucleus that owns a pixel; disconnected parts (4-connected) count as nuclei of their own.</param>
    /// <param name="types">Class of each pixel.</param>
    /// <param name="output">Side of the central square.</param>
    /// <param name="offset">Added to every distance before scaling: 1 reproduces the published training, 0 is centred.</param>
    /// <exception cref="ArgumentException">The square is larger than the maps.</exception>
    public static HoverNetTargets Make(int width, int height, int[] instances, byte[] types, int output, int offset = 0)
    {
        if (output > width || output > height) throw new ArgumentException(FormattableString.Invariant($"A target of {output} pixels does not fit into {width} x {height}."), nameof(output));
        int left = (width - output) / 2, top = (height - output) / 2;
        InstanceMap parts = ConnectedParts.Of(width, height, instances);
        int[] labels = parts.Labels;
        var inside = new int[parts.Count + 1];
        var nuclei = new byte[output * output];
        var kinds = new byte[nuclei.Length];
        for (int i = 0; i < nuclei.Length; i++)
        {
            int source = (top + i / output) * width + left + i % output;
            inside[labels[source]]++;
            (nuclei[i], kinds[i]) = (labels[source] > 0 ? (byte)1 : (byte)0, types[source]);
        }

        Extent[] extents = Measure(parts);
        var horizontal = new float[nuclei.Length];
        var vertical = new float[nuclei.Length];
        for (int i = 0; i < nuclei.Length; i++)
        {
            int x = left + i % output, y = top + i / output, label = labels[y * width + x];
            if (label == 0 || inside[label] < SmallestInstance) continue;
            Extent extent = extents[label];
            horizontal[i] = Scaled(x + offset - extent.CentreX, extent.X0 + offset - extent.CentreX, extent.X1 + offset - extent.CentreX);
            vertical[i] = Scaled(y + offset - extent.CentreY, extent.Y0 + offset - extent.CentreY, extent.Y1 + offset - extent.CentreY);
        }

        return new HoverNetTargets(nuclei, kinds, horizontal, vertical);
    }

    /// <summary>Negative values by the least, positive ones by the greatest.</summary>
    private static float Scaled(int value, int least, int greatest) => value < 0 ? (float)value / -least : value > 0 ? (float)value / greatest : 0;

    private static Extent[] Measure(InstanceMap map)
    {
        var sums = new (long X, long Y, long N)[map.Count + 1];
        var extents = new Extent[map.Count + 1];
        Array.Fill(extents, new Extent(0, 0, int.MaxValue, int.MaxValue, int.MinValue, int.MinValue));
        for (int y = 0, i = 0; y < map.Height; y++)
        {
            for (int x = 0; x < map.Width; x++, i++)
            {
                int label = map.Labels[i];
                if (label == 0) continue;
                sums[label] = (sums[label].X + x, sums[label].Y + y, sums[label].N + 1);
                Extent e = extents[label];
                extents[label] = new Extent(0, 0, Math.Min(e.X0, x), Math.Min(e.Y0, y), Math.Max(e.X1, x), Math.Max(e.Y1, y));
            }
        }

        for (int label = 1; label < extents.Length; label++)
        {
            extents[label] = extents[label] with
            {
                CentreX = (int)Math.Floor((double)sums[label].X / sums[label].N + 0.5), CentreY = (int)Math.Floor((double)sums[label].Y / sums[label].N + 0.5),
            };
        }

        return extents;
    }

    private readonly record struct Extent(int CentreX, int CentreY, int X0, int Y0, int X1, int Y1);
}
