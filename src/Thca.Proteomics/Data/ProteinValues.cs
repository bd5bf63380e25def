using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Data;

/// <summary>The measurements of one protein.</summary>
/// <param name="Protein">The protein.</param>
/// <param name="Scale">How it was measured.</param>
/// <param name="Values">One value per patient; NaN where missing. Grades are 0 to 3.</param>
/// <param name="Absent">Whether the table has no such column; all values are then missing.</param>
public sealed record ProteinValues(ProteinDefinition Protein, ScaleType Scale, IReadOnlyList<double> Values, bool Absent = false)
{
    /// <summary>Grade of a patient; -1 where missing.</summary>
    public int Grade(int patient) => double.IsNaN(Values[patient]) ? -1 : (int)Values[patient];
}
