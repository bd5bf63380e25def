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
    private const int Unit = 1 << 14;
    private const int LinearEnd = 3390;
    private const int LowestCurve = -8145;
    private const int EncodedSteps = 1 << 12;
    private static readonly int[] Linear = [.. Enumerable.Range(0, 256).Select(v => v / 255.0).Select(v => (int)Math.Round(LinearScale * (v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4))))];
    private static readonly int[] Root = [.. Enumerable.Range(0, 256 * 3 / 2 << 3).Select(i => (int)Math.Round((1 << RootBits) * Curve(i / (double)LinearScale)))];
    private static readonly int[] Matrix =
    [
        .. new[] { 0.412453 / WhiteX, 0.357580 / WhiteX, 0.180423 / WhiteX, 0.212671, 0.715160, 0.072169, 0.019334 / WhiteZ, 0.119193 / WhiteZ, 0.950227 / WhiteZ }
            .Select(v => (int)Math.Round(v * (1 << MatrixBits))),
    ];

    // Back from L*a*b*: f and its cube by lightness, the cube by f, linear light times the inverse matrix, and the encoding of linear light.
    private static readonly (int Y, int F)[] Lightnesses = [.. Enumerable.Range(0, 256).Select(OfLightness)];
    private static readonly int[] Cubes = [.. Enumerable.Range(LowestCurve, Unit * 9 / 4).Select(f => f <= LinearEnd ? f * 108 / 841 - Unit * 16 / 116 * 108 / 841 : f * f / Unit * f / Unit)];
    private static readonly byte[] Encoded = [.. Enumerable.Range(0, EncodedSteps).Select(i => Encode((double)i / EncodedSteps))];
    private static readonly int[] Back =
    [
        .. new[] { 3.240479 * WhiteX, -1.53715, -0.498535 * WhiteZ, -0.969256 * WhiteX, 1.875991, 0.041556 * WhiteZ, 0.055648 * WhiteX, -0.204043, 1.057311 * WhiteZ }
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

    /// <summary>8-bit L*a*b* back to sRGB, by the same fixed-point tables as OpenCV.</summary>
    public static (byte R, byte G, byte B) FromLab(byte l8, byte a8, byte b8)
    {
        (int y, int f) = Lightnesses[l8];
        int x = Cubes[f + ((5 * a8 * 53687 + 128) >> 13) - 128 * Unit / 500 - LowestCurve];
        int z = Cubes[f - ((b8 * 41943 + 16) >> 9) + 128 * Unit / 200 - 1 - LowestCurve];
        return (Channel(0, x, y, z), Channel(3, x, y, z), Channel(6, x, y, z));
    }

    private static byte Channel(int row, int x, int y, int z) =>
        Encoded[Math.Clamp(Descale(Back[row] * x + Back[row + 1] * y + Back[row + 2] * z, MatrixBits + 2), 0, EncodedSteps - 1)];

    private static (int Y, int F) OfLightness(int l8)
    {
        double l = l8 / 2.55, y = l <= 8 ? l * 27 / 24389 : Math.Pow((l + 16) / 116, 3), f = l <= 8 ? 841.0 / 108 * y + 16.0 / 116 : (l + 16) / 116;
        return ((int)Math.Round(y * Unit), (int)Math.Round(f * Unit));
    }

    private static int Lightness(int root) => Descale((116 * 255 + 50) / 100 * root - (16 * 255 * (1 << RootBits) + 50) / 100, RootBits);

    private static int Descale(int value, int bits) => (value + (1 << (bits - 1))) >> bits;

    private static double Curve(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;

    private static byte Encode(double v) => (byte)Math.Round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.Pow(v, 1 / 2.4) - 0.055));
}
