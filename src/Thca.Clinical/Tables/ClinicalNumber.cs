using System.Globalization;

namespace Thca.Clinical.Tables;

/// <summary>Numbers in clinical output files: shortest digits that read back, plain decimals down to 1e-7, a lower-case e below.</summary>
public static class ClinicalNumber
{
    /// <summary>The number as text; NaN is written as <c>NaN</c>.</summary>
    public static string Format(double value)
    {
        if (double.IsPositiveInfinity(value)) return "Infinity";
        if (double.IsNegativeInfinity(value)) return "-Infinity";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (!text.Contains('E', StringComparison.Ordinal)) return text;
        double size = Math.Abs(value);
        return size is >= 1e-7 and < 1 ? Plain(text) : text.Replace("E", "e", StringComparison.Ordinal);
    }

    /// <summary>Digits of the scientific form written out, so no digit is lost.</summary>
    private static string Plain(string scientific)
    {
        string[] parts = scientific.Split('E');
        bool negative = parts[0][0] == '-';
        string digits = parts[0].TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return (negative ? "-0." : "0.") + new string('0', -exponent - 1) + digits;
    }
}
