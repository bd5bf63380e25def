using Thca.Core.Cohorts;
using Thca.Core.Features;

namespace Thca.Pipelines.Cohorts;

/// <summary>What one case contributed to a run: a row for each output table, or the reason why not. Every case has exactly one.</summary>
public sealed record CaseRecord
{
    /// <summary>The patient.</summary>
    public required PatientId Patient { get; init; }

    /// <summary>Hash of the inputs and parameters that gave this record; equal means that the work need not be repeated.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Hash of the parameters alone; rows of one table must agree in it.</summary>
    public required string ParametersHash { get; init; }

    /// <summary>How the case went.</summary>
    public required RowStatus Status { get; init; }

    /// <summary>Rows by the name of their table; a failed case may have some rows or none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CaseCell>> Rows { get; init; } = new Dictionary<string, IReadOnlyList<CaseCell>>();
}
