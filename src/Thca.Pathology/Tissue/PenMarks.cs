using Thca.Pathology.Colour;

namespace Thca.Pathology.Tissue;

/// <summary>Recognises ink by colour: green, blue and black pens look like no stain.</summary>
internal static class PenMarks
{
    public static bool IsInk(byte r, byte g, byte b) =>
        g > 1.15 * Math.Max(r, b) || (b > 1.3 * r && b > 1.15 * g) || (Math.Max(r, Math.Max(g, b)) < 60 && ColourConversion.Saturation(r, g, b) < 40);
}
