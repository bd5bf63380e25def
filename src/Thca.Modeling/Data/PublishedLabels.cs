using Thca.Core.Errors;

namespace Thca.Modeling.Data;

/// <summary>
/// The six categorical columns of the study: labels are matched without regard to case, sub-stages count as their main stage (T3a as T3, N1b as N1), TX
/// and NX are missing.
/// </summary>
public static class PublishedLabels
{
    private static readonly string[] TumourSubstages = ["T1a", "T1b", "T3a", "T3b", "T4a", "T4b"];
    private static readonly string[] NodalSubstages = ["N1a", "N1b"];

    private static readonly Dictionary<string, string[]> Labels = new(StringComparer.Ordinal)
    {
        ["Sex"] = ["Female", "Male"],
        ["Benign_thyroid_lesions"] = ["No", "Yes"],
        ["Multifocal"] = ["No", "Yes"],
        ["Infiltrated_the_adjacent_tissue"] = ["No", "Yes"],
        ["T_stage"] = ["T1", "T2", "T3", "T4"],
        ["N_stage"] = ["N0", "N1"],
    };

    /// <summary>Labels of a column in the order of their codes 0, 1, …; null when the column is none of the six.</summary>
    public static IReadOnlyList<string>? Of(string column) => Labels.TryGetValue(column, out string[]? labels) ? labels : null;

    /// <summary>Other spellings of stages and the label each stands for, e.g. T1a for T1.</summary>
    public static IReadOnlyDictionary<string, string> Synonyms(string column) => column switch
    {
        "T_stage" => TumourSubstages.ToDictionary(s => s, s => s[..2], StringComparer.Ordinal),
        "N_stage" => NodalSubstages.ToDictionary(s => s, s => s[..2], StringComparer.Ordinal),
        _ => new Dictionary<string, string>(StringComparer.Ordinal),
    };

    /// <summary>The label a cell stands for: one of the column's labels, null when it is missing, or the cell itself where it is neither (or the column is none of the six).</summary>
    public static string? Normalise(string column, string? cell)
    {
        if (cell is null || !Labels.TryGetValue(column, out string[]? labels)) return cell;
        string text = cell.Trim();
        if (column is "T_stage" or "N_stage")
        {
            if (text.Equals(column[..1] + "X", StringComparison.OrdinalIgnoreCase)) return null;
            if (text.Length == 3 && char.ToUpperInvariant(text[2]) is 'A' or 'B') text = text[..2];
        }

        return labels.FirstOrDefault(l => l.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? cell;
    }

    /// <summary>Refuses records in which one of the six columns holds anything else.</summary>
    /// <exception cref="TableException">A cell is neither a label nor missing; column, patient and cell are named.</exception>
    public static void RequireKnown(PatientRecords records)
    {
        foreach (PatientColumn column in records.Columns)
        {
            if (!Labels.TryGetValue(column.Name, out string[]? labels)) continue;
            for (int r = 0; r < records.Patients.Count; r++)
            {
                if (column.IsMissing(r)) continue;
                bool known = column.IsCategorical ? labels.Contains(column.Labels[r], StringComparer.Ordinal) : column.Numbers[r] >= 0 && column.Numbers[r] < labels.Length && column.Numbers[r] == Math.Floor(column.Numbers[r]);
                if (!known)
                    throw new TableException(
                        $"Patient {records.Patients[r]}, column '{column.Name}': '{(column.IsCategorical ? column.Labels[r] : FormattableString.Invariant($"{column.Numbers[r]}"))}' is not known; expected {string.Join(", ", labels)} or a code 0 to {labels.Length - 1}.",
                        "Correct the cell, leave it empty if the value is missing, or leave out --schema.");
            }
        }
    }
}
