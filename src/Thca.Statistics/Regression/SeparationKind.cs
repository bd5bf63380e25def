namespace Thca.Statistics.Regression;

/// <summary>Whether the maximum likelihood estimate of a logistic regression exists.</summary>
public enum SeparationKind
{
    /// <summary>The outcomes overlap: the estimate exists.</summary>
    None,

    /// <summary>Some observations are predicted perfectly: some coefficients are infinite.</summary>
    QuasiComplete,

    /// <summary>All observations are predicted perfectly.</summary>
    Complete,
}
