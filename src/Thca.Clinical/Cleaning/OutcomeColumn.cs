using Thca.Clinical.Schemas;

namespace Thca.Clinical.Cleaning;

/// <summary>Decides which text of an outcome column is the event.</summary>
internal static class OutcomeColumn
{
    private static readonly ColumnLevel Negative = new("0", 0, ["0.0", "M0", "No", "N", "false", "\u5426"]);
    private static readonly ColumnLevel Positive = new("1", 1, ["1.0", "M1", "M1a", "M1b", "Yes", "Y", "true", "\u662F"]);

    /// <summary>A binary column: the positive level if named, the schema's levels, or the usual encodings.</summary>
    public static ClinicalColumn Define(string name, string[] cells, ClinicalColumn? schema, string? positive)
    {
        string[] texts = [.. cells.Where(c => !CellText.IsMissing(c)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
        if (positive is not null)
        {
            ColumnLevel? known = schema?.Levels.FirstOrDefault(l => l.Matches(positive));
            string[] events = [positive, .. known is null ? [] : (string[])[known.Label, .. known.Synonyms]];
            string[] others = [.. texts.Where(t => !events.Any(e => CellText.Same(e, t)))];
            return Binary(name, new ColumnLevel(others.Length == 1 ? others[0] : $"not {positive}", 0, others), new ColumnLevel(positive, 1, events), schema);
        }

        if (schema is { Levels.Count: 2 }) return schema;
        ColumnLevel[] matched = [.. new[] { Negative, Positive }.Where(l => texts.Any(l.Matches))];
        string Label(ColumnLevel level) => texts.FirstOrDefault(level.Matches) ?? level.Label;
        return matched.Length > 0
            ? Binary(name, Negative with { Label = Label(Negative), Synonyms = [.. Negative.Synonyms, "0"] }, Positive with { Label = Label(Positive), Synonyms = [.. Positive.Synonyms, "1"] }, schema)
            : Binary(name, Negative, Positive, schema);
    }

    private static ClinicalColumn Binary(string name, ColumnLevel no, ColumnLevel yes, ClinicalColumn? schema) =>
        (schema ?? new ClinicalColumn { Name = name, Kind = ColumnKind.Binary }) with { Kind = ColumnKind.Binary, Levels = [no, yes], Reference = no.Label };
}
