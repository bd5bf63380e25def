using Thca.Pathology.Colour;

namespace Thca.Pathology.Stains;

/// <summary>Mean and population standard deviation of L* (0 to 100), a* and b*, taken from 8-bit L*a*b*.</summary>
internal static class LabMoments
{
    public static (double[] Means, double[] Deviations) Of(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask)
    {
        var histograms = new long[3, 256];
        long count = 0;
        for (int i = 0, p = 0; p < pixels.Length; i++, p += 3)
        {
            if (!mask.IsEmpty && mask[i] == 0) continue;
            (byte l, byte a, byte b) = ColourConversion.ToLab(pixels[p], pixels[p + 1], pixels[p + 2]);
            count++;
            histograms[0, l]++;
            histograms[1, a]++;
            histograms[2, b]++;
        }

        if (count == 0) throw StainMatrix.Singular("it has no tissue");
        var means = new double[3];
        var deviations = new double[3];
        for (int c = 0; c < 3; c++)
        {
            double mean = 0, squares = 0;
            for (int v = 0; v < 256; v++) mean += (double)v * histograms[c, v];
            mean /= count;
            for (int v = 0; v < 256; v++) squares += (v - mean) * (v - mean) * histograms[c, v];
            double scale = c == 0 ? 1 / 2.55 : 1, offset = c == 0 ? 0 : 128;
            (means[c], deviations[c]) = ((mean - offset) * scale, Math.Sqrt(squares / count) * scale);
        }

        return (means, deviations);
    }
}
