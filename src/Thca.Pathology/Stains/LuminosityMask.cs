using Thca.Core.Histology;
using Thca.Pathology.Colour;

namespace Thca.Pathology.Stains;

/// <summary>
/// The tissue mask of TIAToolbox: the image is stretched between the 2nd and the 98th percentile of all its values, and pixels whose L* is below 0.8
/// are tissue. The stretch serves the mask only.
/// </summary>
internal static class LuminosityMask
{
    /// <summary>0.8 of 255.</summary>
    private const int Threshold = 204;

    /// <summary>1 where there is tissue, row by row.</summary>
    public static byte[] Of(RgbImage image)
    {
        byte[] stretched = Stretch(image.Pixels);
        int[] red = Array.ConvertAll(stretched, v => ColourConversion.Luminances(v).Red), green = Array.ConvertAll(stretched, v => ColourConversion.Luminances(v).Green);
        int[] blue = Array.ConvertAll(stretched, v => ColourConversion.Luminances(v).Blue);
        int limit = ColourConversion.LuminanceOfLightness(Threshold);
        byte[] pixels = image.Pixels;
        var mask = new byte[pixels.Length / 3];
        for (int i = 0, p = 0; i < mask.Length; i++, p += 3)
            mask[i] = red[pixels[p]] + green[pixels[p + 1]] + blue[pixels[p + 2]] < limit ? (byte)1 : (byte)0;
        return mask;
    }

    /// <summary>What each value becomes.</summary>
    private static byte[] Stretch(byte[] values)
    {
        var histogram = new long[256];
        foreach (byte v in values) histogram[v]++;
        double low = HistogramPercentile.Of(histogram, 2), high = HistogramPercentile.Of(histogram, 98);
        if (low >= high) (low, high) = (Array.FindIndex(histogram, c => c > 0), Array.FindLastIndex(histogram, c => c > 0));
        return [.. Enumerable.Range(0, 256).Select(v => low >= high ? (byte)v : (byte)(255 * ((Math.Clamp(v, low, high) - low) / (high - low))))];
    }
}
