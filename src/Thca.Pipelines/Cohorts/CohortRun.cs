namespace Thca.Pipelines.Cohorts;

/// <summary>Result of running a cohort.</summary>
/// <param name="Records">One record per case of the cohort, in its order.</param>
/// <param name="Earlier">Records of patients that earlier runs finished and that this cohort does not name; kept, never lost.</param>
/// <param name="Reused">Cases whose unchanged record was taken over.</param>
public sealed record CohortRun(IReadOnlyList<CaseRecord> Records, IReadOnlyList<CaseRecord> Earlier, int Reused)
{
    /// <summary>The cases that failed in this run.</summary>
    public IReadOnlyList<CaseRecord> Failed => [.. Records.Where(r => !r.Status.IsOk)];

    /// <summary>All records: this cohort's, then the earlier ones.</summary>
    public IEnumerable<CaseRecord> All => Records.Concat(Earlier);
}
