using System.Globalization;

namespace Thca.Clinical.Baseline;

/// <summary>Numbers as clinical journals print them.</summary>
public static class ClinicalFormat
{
    /// <summary>
    /// A p-value: <c>&lt;0.001</c>; three decimals below 0.10; two from there; <c>&gt;0.99</c>; four decimals where three would print 0.050.
    /// Empty for NaN.
    /// </summary>
    public static string P(double p)
    {
        if (double.IsNaN(p)) return "";
        if (p < 0.001) return "<0.001";
        if (p > 0.99) return ">0.99";
        string three = Fixed(p, 3);
        return three == "0.050" ? Fixed(p, 4) : p < 0.10 ? three : Fixed(p, 2);
    }

    /// <summary>An odds ratio or limit: two decimals, <c>&gt;999</c>, <c>&lt;0.001</c>, the infinity sign; small values keep three decimals.</summary>
    public static string OddsRatio(double value) => value switch
    {
        double.NaN => "",
        double.PositiveInfinity => "\u221E",
        > 999 => ">999",
        0 => "0",
        < 0.001 => "<0.001",
        < 0.1 => Fixed(value, 3),
        _ => Fixed(value, 2),
    };

    /// <summary>A number with fixed decimals; exact ties go to even.</summary>
    public static string Fixed(double value, int decimals) => value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Decimals that suit values of a size: none above 100, one above 10, else two.</summary>
    public static int DecimalsFor(double typical) => Math.Abs(typical) switch { > 100 => 0, > 10 => 1, _ => 2 };
}
