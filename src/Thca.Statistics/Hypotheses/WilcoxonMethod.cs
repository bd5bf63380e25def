namespace Thca.Statistics.Hypotheses;

/// <summary>How the p-value of the signed-rank test is computed.</summary>
public enum WilcoxonMethod
{
    /// <summary>Exact up to 50 non-zero differences, otherwise asymptotic.</summary>
    Auto,

    /// <summary>Distribution over all signs of the observed midranks, ties included.</summary>
    Exact,

    /// <summary>Distribution for untied differences whatever the data, with the statistic rounded down: what SciPy calls exact.</summary>
    ExactUntied,

    /// <summary>Normal approximation with the variance corrected for ties, without continuity correction.</summary>
    Asymptotic,
}
