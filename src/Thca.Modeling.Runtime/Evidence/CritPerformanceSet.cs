using Thca.Modeling.Runtime.Decisions;

namespace Thca.Modeling.Runtime.Evidence;

/// <summary>Performance in one set of patients.</summary>
public sealed record CritPerformanceSet
{
    /// <summary>Patients.</summary>
    public required int Count { get; init; }

    /// <summary>Patients with the outcome.</summary>
    public required int Events { get; init; }

    /// <summary>Share with the outcome.</summary>
    public required double Prevalence { get; init; }

    /// <summary>How the predictions were made, e.g. nested cross-validation 5x5.</summary>
    /// <value>Default empty.</value>
    public string Method { get; init; } = "";

    /// <summary>Metrics with intervals by key, e.g. auc_roc.</summary>
    public required IReadOnlyDictionary<string, CritEstimate> Metrics { get; init; }
}
