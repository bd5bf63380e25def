using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Modeling.Data;

/// <summary>Everything a model is developed on: numbers, outcomes, what the columns are, and what was left out.</summary>
public sealed record TrainingTable
{
    /// <summary>Features and outcome of the patients used.</summary>
    public required LabelledMatrix Rows { get; init; }

    /// <summary>What every column is, in column order.</summary>
    public required IReadOnlyList<ModelFeature> Features { get; init; }

    /// <summary>Name of the outcome.</summary>
    public required string OutcomeName { get; init; }

    /// <summary>Columns left out.</summary>
    public IReadOnlyList<IgnoredColumn> IgnoredColumns { get; init; } = [];

    /// <summary>Patients left out.</summary>
    public IReadOnlyList<DroppedPatient> Dropped { get; init; } = [];

    /// <summary>Remarks worth showing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Ratios of blood counts among the features that stand beside their parts.</summary>
    public IReadOnlyList<DerivedRatio> Ratios { get; init; } = [];

    /// <summary>Encodes records, attaches the outcome and drops patients whose outcome is unknown.</summary>
    /// <param name="records">Joined feature tables.</param>
    /// <param name="outcome">The outcome.</param>
    /// <exception cref="TableException">No patient has both features and an outcome.</exception>
    public static TrainingTable Create(PatientRecords records, OutcomeColumn outcome)
    {
        int[] known = [.. Enumerable.Range(0, records.Patients.Count).Where(r => outcome[records.Patients[r]] is not null)];
        if (known.Length == 0)
            throw new TableException($"None of the {records.Patients.Count} patients has a known outcome '{outcome.Name}'.", "Check that both tables use the same PatientID.");
        PatientRecords kept = records.SelectRows(known);
        (IReadOnlyList<PatientColumn> columns, IReadOnlyList<DerivedRatio> ratios, IReadOnlyList<string> remarks) = DerivedRatio.Apply(kept.Columns);
        kept = kept with { Columns = columns };
        ModelFeature[] features = [.. kept.Columns.Select(c => new ModelFeature(c.Name, c.Modality, c.IsCategorical ? LabelCoding.For(c.Name, c.Labels) : null))];
        IEnumerable<DroppedPatient> unknown = records.Patients.Where(p => outcome[p] is null)
            .Select(p => new DroppedPatient(p, ProblemCodes.TableInvalid, $"no outcome '{outcome.Name}'"));
        return new TrainingTable
        {
            Rows = new LabelledMatrix(FeatureEncoding.Encode(kept, features), [.. kept.Patients.Select(p => outcome[p]!.Value)]),
            Features = features,
            OutcomeName = outcome.Name,
            IgnoredColumns = records.IgnoredColumns,
            Dropped = [.. records.Dropped, .. unknown],
            Warnings = [.. records.Warnings, .. remarks],
            Ratios = ratios,
        };
    }

    /// <summary>Remarks and patients left out, in sentences.</summary>
    internal IReadOnlyList<string> Remarks() => [.. Warnings, .. Dropped.GroupBy(d => d.Code).Select(g => FormattableString.Invariant($"{g.Count()} patients left out ({g.Key})."))];

    /// <summary>The table restricted to some columns, in the order given.</summary>
    public TrainingTable SelectColumns(IReadOnlyList<int> columns) => this with { Rows = Rows.SelectColumns(columns), Features = [.. columns.Select(c => Features[c])] };
}
