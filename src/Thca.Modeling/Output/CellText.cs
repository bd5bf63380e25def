using Thca.Core.Tables;

namespace Thca.Modeling.Output;

/// <summary>Cells of result tables: shortest round-trip numbers, undefined values empty.</summary>
internal static class CellText
{
    public static string Of(double value) => double.IsNaN(value) ? "" : NumberText.Format(value);

    public static string Of(int value) => NumberText.Format(value);

    public static string Of(bool value) => value ? "1" : "0";

    /// <summary>A combination's name as part of a file name.</summary>
    public static string FileName(string combination) => combination.Replace('+', '_');
}
