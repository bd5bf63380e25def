namespace Thca.Statistics.Hypotheses;

/// <summary>How the p-value of the Mann-Whitney test is computed.</summary>
public enum MannWhitneyMethod
{
    /// <summary>Exact for a small sample (the smaller one at most 8) without ties; exact with ties up to 60 values in all; otherwise asymptotic.</summary>
    Auto,

    /// <summary>As SciPy decides: exact when the smaller sample has at most 8 values and nothing is tied, otherwise asymptotic.</summary>
    SciPyAuto,

    /// <summary>Permutation distribution of the observed midranks, ties included.</summary>
    Exact,

    /// <summary>Distribution for untied data whatever the data, with U rounded down: what SciPy calls exact.</summary>
    ExactUntied,

    /// <summary>Normal approximation with the variance corrected for ties.</summary>
    Asymptotic,
}
