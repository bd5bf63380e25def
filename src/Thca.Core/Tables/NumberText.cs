using System.Globalization;

namespace Thca.Core.Tables;

/// <summary>
/// Numbers as text in tables: invariant culture, shortest digits that read back to the same double. Not a number is <c>NaN</c>, infinities
/// are <c>Infinity</c> and <c>-Infinity</c> (pandas and R read all three).
/// </summary>
public static class NumberText
{
    /// <summary>The shortest text that reads back to exactly this number.</summary>
    public static string Format(double value) => double.IsInfinity(value)
        ? value > 0 ? "Infinity" : "-Infinity"
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads a number: digits with optional sign, decimal mark and exponent, or NaN, inf, infinity in any case. No thousands separators.</summary>
    /// <param name="text">The text; blanks around the number are ignored.</param>
    /// <param name="value">The number.</param>
    /// <param name="decimalComma">Whether the decimal mark is a comma; a point is then refused.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out double value, bool decimalComma = false)
    {
        text = text.Trim();
        value = double.NaN;
        if (text.IsEmpty) return false;
        if (Word(text, out value)) return true;
        if (!decimalComma) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        if (text.Contains('.') || text.Length > 64) return false;
        Span<char> point = stackalloc char[text.Length];
        text.CopyTo(point);
        point.Replace(',', '.');
        return double.TryParse(point, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static bool Word(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        if (Is(text, "nan")) return true;
        bool negative = text[0] == '-';
        ReadOnlySpan<char> body = text[0] is '-' or '+' ? text[1..] : text;
        if (!Is(body, "inf") && !Is(body, "infinity")) return false;
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
