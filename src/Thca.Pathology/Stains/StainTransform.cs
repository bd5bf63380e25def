using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Colour;

namespace Thca.Pathology.Stains;

/// <summary>Moves pixels from one stain profile to another.</summary>
internal static class StainTransform
{
    /// <summary>The transformed image.</summary>
    /// <exception cref="OptionsException">The profiles come from different kinds of method.</exception>
    /// <exception cref="DataFormatException">STAIN_SINGULAR: the source has none of one stain.</exception>
    public static RgbImage Apply(RgbImage image, StainProfile source, StainProfile target) => (source.Matrix, target.Matrix) switch
    {
        ({ } from, { } to) => Stains(image, source, from, target, to),
        (null, null) => Reinhard(image, source, target),
        _ => throw new OptionsException([$"The image was described by {source.Method}, the target by {target.Method}; both must be L*a*b* moments or both stain vectors."]),
    };

    /// <summary>
    /// 255·exp(-OD U D S): unmixing U, scaling D and the target's vectors S are one 3 x 3 matrix, and the exponential of its sum is a product of three
    /// tabulated factors, so no exponential is left per pixel.
    /// </summary>
    private static RgbImage Stains(RgbImage image, StainProfile source, StainMatrix from, StainProfile target, StainMatrix to)
    {
        EnsureUsable(source);
        double[] scale = [target.MaximumConcentrations[0] / source.MaximumConcentrations[0], target.MaximumConcentrations[1] / source.MaximumConcentrations[1]];

        double[] unmix = from.Unmixing();
        var density = new OpticalDensity(source.Background);
        byte[] pixels = image.Pixels, result = new byte[pixels.Length];
        for (int c = 0; c < 3; c++)
        {
            double Weight(int channel) => unmix[2 * channel] * scale[0] * to.Haematoxylin[c] + unmix[2 * channel + 1] * scale[1] * to.Eosin[c];
            double[] Factors(double[] table, double weight, double start) => Array.ConvertAll(table, d => start * Math.Exp(-d * weight));
            double[] red = Factors(density.Red, Weight(0), target.Background[c]), green = Factors(density.Green, Weight(1), 1), blue = Factors(density.Blue, Weight(2), 1);
            for (int p = 0; p < pixels.Length; p += 3) result[p + c] = (byte)Math.Min(255, red[pixels[p]] * green[pixels[p + 1]] * blue[pixels[p + 2]]);
        }

        return new RgbImage(image.Width, image.Height, result);
    }

    /// <summary>Whether images can be moved away from a profile.</summary>
    /// <exception cref="DataFormatException">STAIN_SINGULAR: it has none of one stain.</exception>
    public static void EnsureUsable(StainProfile source)
    {
        for (int s = 0; s < source.MaximumConcentrations.Count; s++)
            if (!(source.MaximumConcentrations[s] > 1e-6)) throw StainMatrix.Singular(s == 0 ? "it has no haematoxylin" : "it has no eosin");
    }

    private static RgbImage Reinhard(RgbImage image, StainProfile source, StainProfile target)
    {
        var tables = new byte[3][];
        for (int c = 0; c < 3; c++)
        {
            double factor = source.LabDeviations[c] > 0 ? target.LabDeviations[c] / source.LabDeviations[c] : 1;
            double scale = c == 0 ? 2.55 : 1, offset = c == 0 ? 0 : 128, from = source.LabMeans[c], to = target.LabMeans[c];
            tables[c] = [.. Enumerable.Range(0, 256).Select(v => (byte)Math.Clamp((((v - offset) / scale - from) * factor + to) * scale + offset, 0, 255))];
        }

        byte[] pixels = image.Pixels, result = new byte[pixels.Length];
        for (int p = 0; p < pixels.Length; p += 3)
        {
            (byte l, byte a, byte b) = ColourConversion.ToLab(pixels[p], pixels[p + 1], pixels[p + 2]);
            (result[p], result[p + 1], result[p + 2]) = ColourConversion.FromLab(tables[0][l], tables[1][a], tables[2][b]);
        }

        return new RgbImage(image.Width, image.Height, result);
    }
}
