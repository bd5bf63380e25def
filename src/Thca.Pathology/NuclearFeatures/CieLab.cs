namespace Thca.Pathology.NuclearFeatures;

/// <summary>CIE L*a*b* of sRGB colours, white (0.950456, 1, 1.088754).</summary>
internal static class CieLab
{
    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(v => v / 255.0 <= 0.04045 ? v / 255.0 / 12.92 : Math.Pow((v / 255.0 + 0.055) / 1.055, 2.4))];

    public static (double L, double A, double B) Of(byte red, byte green, byte blue)
    {
        double r = Linear[red], g = Linear[green], b = Linear[blue];
        double fx = F((0.412453 * r + 0.357580 * g + 0.180423 * b) / 0.950456), y = 0.212671 * r + 0.715160 * g + 0.072169 * b;
        double fz = F((0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.088754), fy = F(y);
        return (y > 0.008856 ? 116 * fy - 16 : 903.3 * y, 500 * (fx - fy), 200 * (fy - fz));
    }

    private static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;
}
