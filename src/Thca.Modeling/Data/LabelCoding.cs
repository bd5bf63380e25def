namespace Thca.Modeling.Data;

/// <summary>Codes of text labels: the published maps where a column is one of the study's, otherwise 0, 1, … in ordinal order of the labels.</summary>
public static class LabelCoding
{
    private static readonly Dictionary<string, string[]> Published = new(StringComparer.Ordinal)
    {
        ["Sex"] = ["Female", "Male"],
        ["Benign_thyroid_lesions"] = ["No", "Yes"],
        ["Multifocal"] = ["No", "Yes"],
        ["Infiltrated_the_adjacent_tissue"] = ["No", "Yes"],
        ["T_stage"] = ["T1", "T2", "T3", "T4"],
        ["N_stage"] = ["N0", "N1"],
    };

    /// <summary>Chooses codes for the labels of a column.</summary>
    /// <param name="column">Canonical column name.</param>
    /// <param name="labels">Labels of the patients; null when missing.</param>
    public static IReadOnlyDictionary<string, int> For(string column, IEnumerable<string?> labels)
    {
        string[] seen = [.. labels.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] order = Published.TryGetValue(column, out string[]? published) && seen.All(published.Contains) ? published : seen;
        return order.Select((label, code) => (label, code)).ToDictionary(x => x.label, x => x.code, StringComparer.Ordinal);
    }
}
