using Thca.Core.Files;
using Thca.Core.Tables;

namespace Thca.Segmentation.Assessment;

/// <summary>
/// Writes a study: <c>cases.csv</c>, <c>slices.csv</c>, <c>summary.csv</c>, <c>summary.json</c>, <c>Table1.csv</c>, <c>Table1.md</c>, <c>report.md</c>. In reference mode there are no slices and no
/// <c>summary.csv</c>.
/// </summary>
public static class EditStudyWriter
{
    /// <summary>Writes all files.</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    /// <param name="result">What was found.</param>
    public static void Write(string folder, EditStudyResult result)
    {
        TextTable table = EditTables.TableOne(result);
        List<TextTable> tables = [EditTables.Cases(result), table];
        if (result.Reference is null) tables.AddRange([EditTables.Slices(result), EditTables.Summary(result)]);
        foreach (TextTable t in tables) t.Write(Path.Combine(folder, t.Source));
        AtomicFile.WriteAllText(Path.Combine(folder, "summary.json"), EditJson.Write(result));
        AtomicFile.WriteAllText(Path.Combine(folder, "Table1.md"), $"{EditReport.Markdown(table)}\n{EditReport.TableNote(result)}\n");
        AtomicFile.WriteAllText(Path.Combine(folder, "report.md"), EditReport.Markdown(result));
    }
}
