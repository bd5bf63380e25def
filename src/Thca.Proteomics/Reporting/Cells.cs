using System.Globalization;
using Thca.Core.Tables;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Reporting;

/// <summary>Text of cells.</summary>
internal static class Cells
{
    public static string Number(double value) => NumberText.Format(value);

    /// <summary>Empty where the value does not apply.</summary>
    public static string Optional(double? value) => value is { } v ? NumberText.Format(v) : "";

    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Direction(ExpectedDirection direction) => direction switch
    {
        ExpectedDirection.Lower => "lower",
        ExpectedDirection.Higher => "higher",
        _ => "none",
    };

    public static string YesNo(bool? value) => value switch { true => "true", false => "false", null => "" };

    public static string Fixed(double value, int digits) =>
        double.IsNaN(value) ? "NaN" : Math.Round(value, digits, MidpointRounding.ToEven).ToString($"F{digits}", CultureInfo.InvariantCulture);

    /// <summary>p with three significant digits, never zero.</summary>
    public static string P(double p) => double.IsNaN(p) ? "NaN" : p < 0.0001 ? "< 0.0001" : p.ToString("G3", CultureInfo.InvariantCulture);
}
