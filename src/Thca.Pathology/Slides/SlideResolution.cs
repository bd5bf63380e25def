using System.Globalization;
using System.Text.RegularExpressions;
using Thca.Core.Histology;

namespace Thca.Pathology.Slides;

/// <summary>Size of a pixel and power of the objective, from the first source that knows them.</summary>
internal static partial class SlideResolution
{
    /// <summary>Larger pixels than this come from print resolutions such as 72 dpi, not from a scanner.</summary>
    private const double LargestTagMpp = 20;

    private static readonly double[] Powers = [1, 1.25, 2, 2.5, 4, 5, 10, 20, 40, 60, 90, 100];

    /// <summary>Precedence: override, the scanner's own statement, TIFF resolution tags, 10 / power, else unknown.</summary>
    public static SlideProperties Complete(SlideProperties bare, SlideOpenOptions options, double vendorX, double vendorY, string vendorSource, TiffDirectory? tags, double vendorPower)
    {
        double power = double.IsNaN(options.Power) ? vendorPower : options.Power;
        (double x, double y, string source) = Mpp(options, vendorX, vendorY, vendorSource, tags, power);
        if (double.IsNaN(power) && !double.IsNaN(x)) power = Nearest(10 / ((x + y) / 2));
        return bare with { MppX = x, MppY = y, Power = power, ResolutionSource = source };
    }

    /// <summary>The numbers an Aperio description carries: <c>MPP = 0.2520</c>, <c>AppMag = 40</c>.</summary>
    public static (double Mpp, double Power) Aperio(string description) => (Value(AperioMpp().Match(description)), Value(AperioPower().Match(description)));

    private static (double X, double Y, string Source) Mpp(SlideOpenOptions options, double vendorX, double vendorY, string vendorSource, TiffDirectory? tags, double power)
    {
        if (!double.IsNaN(options.MppX) || !double.IsNaN(options.MppY))
        {
            return (double.IsNaN(options.MppX) ? options.MppY : options.MppX, double.IsNaN(options.MppY) ? options.MppX : options.MppY, "manifest");
        }

        if (vendorX > 0 && vendorY > 0) return (vendorX, vendorY, vendorSource);
        double unit = tags?.ResolutionUnit switch { 3 => 10000, 2 => 25400, _ => double.NaN };
        double x = unit / (tags?.XResolution ?? double.NaN), y = unit / (tags?.YResolution ?? double.NaN);
        if (x is > 0 and <= LargestTagMpp && y is > 0 and <= LargestTagMpp) return (x, y, "tiff.XResolution");
        return power > 0 ? (10 / power, 10 / power, "power") : (double.NaN, double.NaN, "");
    }

    private static double Nearest(double power) => Powers.MinBy(p => Math.Abs(p - power));

    private static double Value(Match match) =>
        match.Success && double.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 ? value : double.NaN;

    [GeneratedRegex(@"\bMPP\s*=\s*([0-9.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex AperioMpp();

    [GeneratedRegex(@"\bAppMag\s*=\s*([0-9.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex AperioPower();
}
