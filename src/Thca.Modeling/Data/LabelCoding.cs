namespace Thca.Modeling.Data;

/// <summary>Codes of text labels: the published maps where a column is one of the study's, otherwise 0, 1, … in ordinal order of the labels.</summary>
public static class LabelCoding
{
    /// <summary>Chooses codes for the labels of a column.</summary>
    /// <param name="column">Canonical column name.</param>
    /// <param name="labels">Labels of the patients; null when missing.</param>
    public static IReadOnlyDictionary<string, int> For(string column, IEnumerable<string?> labels)
    {
        string[] seen = [.. labels.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        IReadOnlyList<string> order = PublishedLabels.Of(column) is { } published && seen.All(published.Contains) ? published : seen;
        return order.Select((label, code) => (label, code)).ToDictionary(x => x.label, x => x.code, StringComparer.Ordinal);
    }
}
