using Thca.Core.Features;

namespace Thca.Pipelines.Cohorts;

/// <summary>What the work on one case gives.</summary>
/// <param name="Status">How it went.</param>
/// <param name="Rows">Rows by the name of their table.</param>
public sealed record CaseResult(RowStatus Status, IReadOnlyDictionary<string, IReadOnlyList<CaseCell>> Rows);
