using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Data;

/// <summary>Tells the scale of a protein's column and reads its cells.</summary>
internal static class ProteinColumnReader
{
    private const int FewValues = 6;

    public static ProteinValues Read(TextTable table, ColumnFinder columns, ProteinDefinition protein, ProteinTableOptions options, List<Problem> problems)
    {
        if (columns.Find(protein.Column) is not { } header)
            return new ProteinValues(protein, ScaleType.Grade4, [.. Enumerable.Repeat(double.NaN, table.RowCount)], Absent: true);
        string[] cells = table.Column(header);
        bool comma = table.UsesDecimalComma;
        IReadOnlyDictionary<string, int>? synonyms = options.Schema?.Synonyms(protein.Column);
        ScaleType scale = options.Scales.TryGetValue(protein.Column, out ScaleType declared) ? declared : Detect(cells, comma, synonyms, protein.Column, problems);
        return new ProteinValues(protein, scale, scale == ScaleType.Grade4
            ? Grades(cells, synonyms, protein.Column, problems)
            : Numbers(cells, comma, scale, protein.Column, problems));
    }

    private static ScaleType Detect(string[] cells, bool comma, IReadOnlyDictionary<string, int>? synonyms, string column, List<Problem> problems)
    {
        var distinct = new HashSet<double>();
        bool grades = true;
        foreach (string cell in cells)
        {
            if (IsMissing(cell)) continue;
            bool numeric = NumberText.TryParse(cell, out double value, comma);
            grades &= GradeScale.TryParse(cell, out _, synonyms);
            // Text that is no number can only be a grade; a wrong one is reported where grades are read.
            if (!numeric) return ScaleType.Grade4;
            distinct.Add(value);
        }

        if (grades) return ScaleType.Grade4;
        if (distinct.Count <= FewValues && distinct.All(v => v == Math.Round(v)))
        {
            problems.Add(new Problem(
                ProteinProblems.GradeOutOfRange,
                FormattableString.Invariant($"Column '{column}' holds the whole numbers {string.Join(", ", distinct.Order())}, which are not grades 0 to 3."),
                $"Correct them, or declare the scale, e.g. --scale {column}=irs."));
        }

        return ScaleType.Continuous;
    }

    private static double[] Grades(string[] cells, IReadOnlyDictionary<string, int>? synonyms, string column, List<Problem> problems)
    {
        var values = new double[cells.Length];
        for (int r = 0; r < cells.Length; r++)
        {
            values[r] = double.NaN;
            if (IsMissing(cells[r])) continue;
            if (GradeScale.TryParse(cells[r], out int grade, synonyms)) values[r] = grade;
            else problems.Add(new Problem(
                ProteinProblems.GradeUnknown,
                FormattableString.Invariant($"Data row {r + 1}, column '{column}': '{cells[r]}' is no grade."),
                $"Grades are {string.Join(", ", GradeScale.Labels)}, or 0 to 3."));
        }

        return values;
    }

    private static double[] Numbers(string[] cells, bool comma, ScaleType scale, string column, List<Problem> problems)
    {
        double highest = scale switch { ScaleType.HScore => 300, ScaleType.Irs => 12, _ => double.MaxValue };
        double lowest = scale == ScaleType.Continuous ? double.MinValue : 0;
        var values = new double[cells.Length];
        for (int r = 0; r < cells.Length; r++)
        {
            values[r] = double.NaN;
            if (IsMissing(cells[r])) continue;
            if (!NumberText.TryParse(cells[r], out double value, comma))
                problems.Add(new Problem(ProblemCodes.TableInvalid, FormattableString.Invariant($"Data row {r + 1}, column '{column}': '{cells[r]}' is not a number."), "Correct the cell or leave it empty."));
            else if (!(value >= lowest && value <= highest))
                problems.Add(new Problem(ProblemCodes.TableInvalid, FormattableString.Invariant($"Data row {r + 1}, column '{column}': {cells[r]} is outside the scale {scale}."), "H-score 0 to 300, IRS 0 to 12, intensities finite."));
            else values[r] = value;
        }

        return values;
    }

    private static bool IsMissing(string cell) => cell.Trim() is "" or "NA" or "NaN" or "nan" or "N/A";
}
