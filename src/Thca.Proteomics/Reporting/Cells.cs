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
}
