namespace Thca.Modeling.Data;

/// <summary>One table after its columns have been sorted out and before it is joined.</summary>
internal sealed record SourceTable(
    string Source,
    IReadOnlyList<string> Patients,
    IReadOnlyList<(string Code, string Message)> Statuses,
    IReadOnlyList<PatientColumn> Columns,
    IReadOnlyList<IgnoredColumn> Ignored,
    IReadOnlyList<string> Warnings);
