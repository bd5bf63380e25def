namespace Thca.Statistics.Correlation;

/// <summary>How the p-value of Kendall's tau-b is computed.</summary>
public enum KendallMethod
{
    /// <summary>Exact without ties up to 33 pairs (or with at most one discordant or concordant pair), otherwise asymptotic.</summary>
    Auto,

    /// <summary>Distribution of the number of discordant pairs over all permutations; for untied data.</summary>
    Exact,

    /// <summary>Normal approximation with the variance corrected for ties.</summary>
    Asymptotic,
}
