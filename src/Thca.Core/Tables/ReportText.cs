using System.Globalization;

namespace Thca.Core.Tables;

/// <summary>Numbers as people read them in reports; tables keep every digit (<see cref="NumberText"/>).</summary>
public static class ReportText
{
    /// <summary>A fixed number of decimals; NaN as such.</summary>
    public static string Fixed(double value, int digits) =>
        double.IsNaN(value) ? "NaN" : Math.Round(value, digits, MidpointRounding.ToEven).ToString($"F{digits}", CultureInfo.InvariantCulture);

    /// <summary>A number of significant digits; NaN as such.</summary>
    public static string Significant(double value, int digits) => double.IsNaN(value) ? "NaN" : value.ToString($"G{digits}", CultureInfo.InvariantCulture);

    /// <summary>p with three significant digits, never zero.</summary>
    public static string P(double p) => double.IsNaN(p) ? "NaN" : p < 0.0001 ? "< 0.0001" : p.ToString("G3", CultureInfo.InvariantCulture);
}
