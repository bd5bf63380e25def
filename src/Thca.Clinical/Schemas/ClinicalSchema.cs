using Thca.Core.Errors;
using Thca.Core.Features;

namespace Thca.Clinical.Schemas;

/// <summary>Definition of a clinical table: which column identifies patients, which is the outcome, and what every column holds.</summary>
public sealed record ClinicalSchema
{
    /// <summary>Identifier of the JSON layout.</summary>
    public const string JsonSchema = "thca-clinical/1";

    /// <summary>Name of the identifier column.</summary>
    /// <value>PatientID.</value>
    public string Id { get; init; } = FeatureTable.PatientIdColumn;

    /// <summary>Name of the outcome column; null when there is none.</summary>
    /// <value>Null.</value>
    public string? Outcome { get; init; }

    /// <summary>Columns in order, the outcome included if its levels are declared.</summary>
    public required IReadOnlyList<ClinicalColumn> Columns { get; init; }

    /// <summary>Whether the definitions were guessed from a table.</summary>
    /// <value>false.</value>
    public bool Inferred { get; init; }

    /// <summary>One column by name, or null.</summary>
    public ClinicalColumn? Find(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>Reports every contradiction at once.</summary>
    /// <exception cref="OptionsException">A name repeats, a categorical column has too few or repeated levels, a range or scale is empty.</exception>
    public void Validate()
    {
        List<string> problems = [];
        foreach (IGrouping<string, ClinicalColumn> twice in Columns.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add($"Column '{twice.Key}' is defined {twice.Count()} times.");
        foreach (ClinicalColumn c in Columns)
        {
            if (!c.IsNumeric && c.Levels.Count < 1) problems.Add($"Column '{c.Name}' is {c.Kind} but lists no levels.");
            if (c.Kind == ColumnKind.Binary && c.Levels.Count > 2) problems.Add($"Column '{c.Name}' is Binary but lists {c.Levels.Count} levels.");
            if (c.Levels.Select(l => l.Label).Distinct(StringComparer.Ordinal).Count() != c.Levels.Count) problems.Add($"Column '{c.Name}' repeats a level.");
            if (c.Reference is { } r && c.Levels.All(l => l.Label != r)) problems.Add($"Column '{c.Name}': the reference '{r}' is not a level.");
            if (c.Minimum > c.Maximum) problems.Add(FormattableString.Invariant($"Column '{c.Name}': min {c.Minimum} exceeds max {c.Maximum}."));
            if (!(c.Per > 0)) problems.Add(FormattableString.Invariant($"Column '{c.Name}': per is {c.Per}, expected above 0."));
            if (c.Kind == ColumnKind.Derived && DerivedIndex.Find(c.Name) is null) problems.Add($"Column '{c.Name}' is Derived; known are {string.Join(", ", DerivedIndex.All.Select(d => d.Name))}.");
        }

        OptionsException.ThrowIfAny(problems);
    }
}
