using System.Globalization;

namespace Thca.Segmentation.Assessment;

/// <summary>Numbers as they stand in tables and sentences for people.</summary>
internal static class EditText
{
    /// <summary>A number with some decimals; "n/a" when it is not a number.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (double.IsNaN(value)) return "n/a";
        string text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.StartsWith('-') && text.AsSpan(1).IndexOfAnyExcept("0.") < 0 ? text[1..] : text;
    }

    /// <summary>A p-value with three decimals, "&lt;0.001" below.</summary>
    public static string P(double p) => double.IsNaN(p) ? "n/a" : p < 0.001 ? "<0.001" : Fixed(p, 3);

    /// <summary>Two limits with "to" between them.</summary>
    public static string Interval((double Lower, double Upper) limits, int decimals) => $"{Fixed(limits.Lower, decimals)} to {Fixed(limits.Upper, decimals)}";

    /// <summary>"1 mask" or "n masks".</summary>
    public static string Count(int n, string noun) => string.Create(CultureInfo.InvariantCulture, $"{n} {noun}{(n == 1 ? "" : "s")}");

    /// <summary>Name of a category in tables.</summary>
    public static string Of(EditCategory category) => category switch
    {
        EditCategory.None => "none",
        EditCategory.Minor => "minor",
        EditCategory.Moderate => "moderate",
        _ => "major",
    };

    /// <summary>Name of a group with its label where labels are compared separately.</summary>
    public static string Of(string name, int? label) => label is { } l ? string.Create(CultureInfo.InvariantCulture, $"{name}, label {l}") : name;
}
