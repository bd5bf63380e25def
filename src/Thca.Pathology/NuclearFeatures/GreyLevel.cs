namespace Thca.Pathology.NuclearFeatures;

/// <summary>Grey level of a colour as OpenCV 4 computes it: (9798 R + 19235 G + 3735 B + 16384) / 32768, truncated.</summary>
internal static class GreyLevel
{
    public static byte Of(byte red, byte green, byte blue) => (byte)((9798 * red + 19235 * green + 3735 * blue + 16384) >> 15);
}
