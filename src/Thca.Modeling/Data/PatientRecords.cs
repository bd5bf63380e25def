namespace Thca.Modeling.Data;

/// <summary>Feature tables of the same patients side by side, before anything is encoded or learnt.</summary>
public sealed record PatientRecords
{
    /// <summary>Patients in order of the first table.</summary>
    public required IReadOnlyList<string> Patients { get; init; }

    /// <summary>Features in order of the tables.</summary>
    public required IReadOnlyList<PatientColumn> Columns { get; init; }

    /// <summary>Columns left out, with the reason.</summary>
    public IReadOnlyList<IgnoredColumn> IgnoredColumns { get; init; } = [];

    /// <summary>Patients left out, with the reason.</summary>
    public IReadOnlyList<DroppedPatient> Dropped { get; init; } = [];

    /// <summary>Remarks worth showing, e.g. renamed columns.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The records restricted to some patients, in the order given.</summary>
    public PatientRecords SelectRows(IReadOnlyList<int> rows) => this with
    {
        Patients = [.. rows.Select(r => Patients[r])],
        Columns = [.. Columns.Select(c => c with
        {
            Numbers = c.IsCategorical ? [] : [.. rows.Select(r => c.Numbers[r])],
            Labels = c.IsCategorical ? [.. rows.Select(r => c.Labels[r])] : [],
        })],
    };
}
