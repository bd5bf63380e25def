using Thca.Core.Tables;

namespace Thca.Cli.Commands.Segment;

/// <summary>The table that says which cases belong to one patient: columns <c>case</c> (or <c>case_id</c>) and <c>PatientID</c>.</summary>
internal static class PatientMap
{
    public static IReadOnlyDictionary<string, string>? Read(string? path)
    {
        if (path is null) return null;
        TextTable table = TextTable.Read(path);
        int item = table.Find("case") ?? table.Find("case_id") ?? table.RequireColumn("case"), patient = table.RequireColumn("PatientID");
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int r = 0; r < table.RowCount; r++) map[table[r, item]] = table[r, patient];
        return map;
    }
}
