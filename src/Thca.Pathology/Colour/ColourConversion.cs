using Thca.Core.Histology;

namespace Thca.Pathology.Colour;

/// <summary>Grey, saturation and CIE L*a*b* of 8-bit sRGB pixels, with the roundings that OpenCV gives to 8-bit images.</summary>
public static class ColourConversion
{
    private const double WhiteX = 0.950456;
    private const double WhiteZ = 1.088754;
    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(v => v / 255.0).Select(v => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4))];

    /// <summary>Grey level: (9798 R + 19235 G + 3735 B + 16384) / 2¹⁵, cut.</summary>
    public static byte Grey(byte r, byte g, byte b) => (byte)((9798 * r + 19235 * g + 3735 * b + 16384) >> 15);

    /// <summary>HSV saturation, 0 to 255: 255 (max - min) / max, rounded; 0 for black.</summary>
    public static byte Saturation(byte r, byte g, byte b)
    {
        int max = Math.Max(r, Math.Max(g, b)), min = Math.Min(r, Math.Min(g, b));
        return max == 0 ? (byte)0 : (byte)((2 * 255 * (max - min) + max) / (2 * max));
    }

    /// <summary>The grey levels of an image, row by row.</summary>
    public static byte[] Grey(RgbImage image)
    {
        byte[] pixels = image.Pixels;
        var grey = new byte[pixels.Length / 3];
        for (int i = 0, p = 0; i < grey.Length; i++, p += 3) grey[i] = Grey(pixels[p], pixels[p + 1], pixels[p + 2]);
        return grey;
    }

    /// <summary>Relative luminance Y of a pixel, 0 to 1.</summary>
    internal static double Luminance(byte r, byte g, byte b) => 0.212671 * Linear[r] + 0.715160 * Linear[g] + 0.072169 * Linear[b];

    /// <summary>8-bit L*a*b*: L·2.55, a + 128, b + 128, rounded and clipped to 0 to 255.</summary>
    public static (byte L, byte A, byte B) ToLab(byte r, byte g, byte b)
    {
        double lr = Linear[r], lg = Linear[g], lb = Linear[b];
        double x = (0.412453 * lr + 0.357580 * lg + 0.180423 * lb) / WhiteX, y = 0.212671 * lr + 0.715160 * lg + 0.072169 * lb;
        double z = (0.019334 * lr + 0.119193 * lg + 0.950227 * lb) / WhiteZ;
        double fx = Curve(x), fy = Curve(y), fz = Curve(z), l = y > 0.008856 ? 116 * fy - 16 : 903.3 * y;
        return (Round(l * 2.55), Round(500 * (fx - fy) + 128), Round(200 * (fy - fz) + 128));
    }

    /// <summary>8-bit L*a*b* back to sRGB, rounded and clipped.</summary>
    public static (byte R, byte G, byte B) FromLab(byte l8, byte a8, byte b8)
    {
        double l = l8 / 2.55, fy = l > 7.9996 ? (l + 16) / 116 : 7.787 * l / 903.3 + 16.0 / 116, y = l > 7.9996 ? fy * fy * fy : l / 903.3;
        double x = Inverse(fy + (a8 - 128) / 500.0) * WhiteX, z = Inverse(fy - (b8 - 128) / 200.0) * WhiteZ;
        return (
            Encode(3.240479 * x - 1.53715 * y - 0.498535 * z),
            Encode(-0.969256 * x + 1.875991 * y + 0.041556 * z),
            Encode(0.055648 * x - 0.204043 * y + 1.057311 * z));
    }

    private static double Curve(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;

    private static double Inverse(double f) => f > 0.206893 ? f * f * f : (f - 16.0 / 116) / 7.787;

    private static byte Encode(double v)
    {
        v = Math.Clamp(v, 0, 1);
        return Round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.Pow(v, 1 / 2.4) - 0.055));
    }

    private static byte Round(double v) => (byte)Math.Clamp(Math.Round(v), 0, 255);
}
