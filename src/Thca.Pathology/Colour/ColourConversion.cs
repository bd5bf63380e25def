using Thca.Core.Histology;

namespace Thca.Pathology.Colour;

/// <summary>Grey, saturation and CIE L*a*b* of 8-bit sRGB pixels, with the roundings that OpenCV gives to 8-bit images.</summary>
public static class ColourConversion
{
    private const double WhiteX = 0.950456;
    private const double WhiteZ = 1.088754;
    private const int MatrixBits = 12;
    private const int RootBits = 15;
    private const int LinearScale = 255 << 3;
    private static readonly int[] Linear = [.. Enumerable.Range(0, 256).Select(v => v / 255.0).Select(v => (int)Math.Round(LinearScale * (v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4))))];
    private static readonly int[] Root = [.. Enumerable.Range(0, 256 * 3 / 2 << 3).Select(i => (int)Math.Round((1 << RootBits) * Curve(i / (double)LinearScale)))];
    private static readonly int[] Matrix =
    [
        .. new[] { 0.412453 / WhiteX, 0.357580 / WhiteX, 0.180423 / WhiteX, 0.212671, 0.715160, 0.072169, 0.019334 / WhiteZ, 0.119193 / WhiteZ, 0.950227 / WhiteZ }
            .Select(v => (int)Math.Round(v * (1 << MatrixBits))),
    ];

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

    /// <summary>A pixel's luminance on the scale of <see cref="LuminanceOfLightness"/>, channel by channel: the three add up.</summary>
    internal static (int Red, int Green, int Blue) Luminances(byte value) => (Linear[value] * Matrix[3], Linear[value] * Matrix[4], Linear[value] * Matrix[5]);

    /// <summary>The smallest luminance whose 8-bit lightness is at least a value.</summary>
    internal static int LuminanceOfLightness(int lightness)
    {
        int index = 0;
        while (Lightness(Root[index]) < lightness) index++;
        return (index << MatrixBits) - (1 << (MatrixBits - 1));
    }

    /// <summary>8-bit L*a*b*: L·2.55, a + 128, b + 128, by the same fixed-point tables as OpenCV.</summary>
    public static (byte L, byte A, byte B) ToLab(byte r, byte g, byte b)
    {
        int lr = Linear[r], lg = Linear[g], lb = Linear[b];
        int fx = Root[Descale(lr * Matrix[0] + lg * Matrix[1] + lb * Matrix[2], MatrixBits)];
        int fy = Root[Descale(lr * Matrix[3] + lg * Matrix[4] + lb * Matrix[5], MatrixBits)];
        int fz = Root[Descale(lr * Matrix[6] + lg * Matrix[7] + lb * Matrix[8], MatrixBits)];
        return (
            (byte)Math.Clamp(Lightness(fy), 0, 255),
            (byte)Math.Clamp(Descale(500 * (fx - fy) + (128 << RootBits), RootBits), 0, 255),
            (byte)Math.Clamp(Descale(200 * (fy - fz) + (128 << RootBits), RootBits), 0, 255));
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

    private static int Lightness(int root) => Descale((116 * 255 + 50) / 100 * root - (16 * 255 * (1 << RootBits) + 50) / 100, RootBits);

    private static int Descale(int value, int bits) => (value + (1 << (bits - 1))) >> bits;

    private static double Curve(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;

    private static double Inverse(double f) => f > 0.206893 ? f * f * f : (f - 16.0 / 116) / 7.787;

    private static byte Encode(double v)
    {
        v = Math.Clamp(v, 0, 1);
        return Round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.Pow(v, 1 / 2.4) - 0.055));
    }

    private static byte Round(double v) => (byte)Math.Clamp(Math.Round(v), 0, 255);
}
