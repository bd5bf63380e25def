using Thca.Clinical.Cleaning;
using Thca.Core.Tables;
using Thca.Tables.Excel;

namespace Thca.Cli.Infrastructure;

/// <summary>Text that commands take: tables and lists.</summary>
internal static class TextInput
{
    /// <summary>A text table: .xlsx, or CSV in UTF-8 or, with a warning, another encoding.</summary>
    public static TextTable Read(string path, CommandContext context)
    {
        if (Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase)) return Workbook.Read(path);
        (TextTable table, ValidationIssue? encoding) = ClinicalFile.Read(File.ReadAllBytes(path), Path.GetFileName(path));
        if (encoding is not null) context.Warn(encoding.Message);
        return table;
    }

    /// <summary>Words separated by commas.</summary>
    public static IReadOnlyList<string> List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
