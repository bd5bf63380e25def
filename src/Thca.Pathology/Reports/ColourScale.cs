namespace Thca.Pathology.Reports;

/// <summary>Colours from pale to dark for values from 0 to 1, ordered by lightness so that they read in grey too.</summary>
public static class ColourScale
{
    private static readonly (double Red, double Green, double Blue)[] Stops = [(252, 247, 228), (246, 197, 112), (221, 122, 56), (160, 52, 62), (66, 14, 62)];

    /// <summary>The colour of a value; values outside are cut.</summary>
    public static (byte Red, byte Green, byte Blue) At(double value)
    {
        double at = Math.Clamp(value, 0, 1) * (Stops.Length - 1);
        int stop = Math.Min((int)at, Stops.Length - 2);
        byte Between(double a, double b) => (byte)Math.Round(a + (at - stop) * (b - a));
        return (Between(Stops[stop].Red, Stops[stop + 1].Red), Between(Stops[stop].Green, Stops[stop + 1].Green), Between(Stops[stop].Blue, Stops[stop + 1].Blue));
    }
}
