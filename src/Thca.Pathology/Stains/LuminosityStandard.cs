using Thca.Core.Histology;
using Thca.Pathology.Colour;

namespace Thca.Pathology.Stains;

/// <summary>Brightens an image so that the 95th percentile of its L* becomes white.</summary>
internal static class LuminosityStandard
{
    public static RgbImage Apply(RgbImage image)
    {
        byte[] source = image.Pixels, lab = new byte[source.Length];
        var histogram = new long[256];
        for (int p = 0; p < source.Length; p += 3)
        {
            (lab[p], lab[p + 1], lab[p + 2]) = ColourConversion.ToLab(source[p], source[p + 1], source[p + 2]);
            histogram[lab[p]]++;
        }

        double top = Math.Max(1, HistogramPercentile.Of(histogram, 95));
        var result = new byte[source.Length];
        for (int p = 0; p < source.Length; p += 3)
            (result[p], result[p + 1], result[p + 2]) = ColourConversion.FromLab((byte)Math.Min(255, 255 * lab[p] / top), lab[p + 1], lab[p + 2]);
        return new RgbImage(image.Width, image.Height, result);
    }
}
