using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Pipelines.Cohorts;

/// <summary>
/// Reads a cohort table: one row per patient with the columns <c>PatientID, Image, Mask</c> and optionally <c>Label</c> and <c>Thyroid</c>.
/// Relative paths are resolved against the folder of the table.
/// </summary>
public static class CohortFile
{
    /// <summary>Reads the cases of a cohort file, in order.</summary>
    /// <exception cref="TableException">A column is missing, a value is empty or not a label, or a patient occurs twice (both rows are named).</exception>
    public static IReadOnlyList<CohortCase> Read(string path)
    {
        TextTable table = TextTable.Read(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        int id = table.RequireColumn("PatientID"), image = table.RequireColumn("Image"), mask = table.RequireColumn("Mask");
        int? label = table.Find("Label"), thyroid = table.Find("Thyroid");
        var cases = new List<CohortCase>(table.RowCount);
        var firstRow = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < table.RowCount; row++)
        {
            string patient = Required(table, row, id);
            if (!firstRow.TryAdd(patient, row))
            {
                throw new TableException(
                    string.Create(CultureInfo.InvariantCulture, $"PatientID '{patient}' occurs in row {firstRow[patient] + 1} and again in row {row + 1} of {Path.GetFileName(path)}."),
                    "Give every row its own PatientID.",
                    ProblemCodes.DuplicateId);
            }

            cases.Add(new CohortCase(
                new PatientId(patient),
                Path.Combine(folder, Required(table, row, image)),
                Path.Combine(folder, Required(table, row, mask)),
                Label(table, row, label),
                thyroid is { } column && table[row, column].Length > 0 ? Path.Combine(folder, table[row, column]) : null));
        }

        return cases;
    }

    private static string Required(TextTable table, int row, int column) => table[row, column].Trim() is { Length: > 0 } text
        ? text
        : throw new TableException(string.Create(CultureInfo.InvariantCulture, $"Row {row + 1} of {table.Source} has no {table.Header[column]}."), "Fill the cell or remove the row.");

    private static int? Label(TextTable table, int row, int? column)
    {
        if (column is not { } c || table[row, c].Trim() is not { Length: > 0 } text) return null;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int label) && label > 0
            ? label
            : throw new TableException(string.Create(CultureInfo.InvariantCulture, $"Row {row + 1} of {table.Source} has Label '{text}'; a whole number above 0 is needed."), "Correct the cell or leave it empty.");
    }
}
