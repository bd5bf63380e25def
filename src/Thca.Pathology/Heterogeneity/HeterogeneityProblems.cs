namespace Thca.Pathology.Heterogeneity;

/// <summary>Reasons why a heterogeneity value is NaN.</summary>
public static class HeterogeneityProblems
{
    /// <summary>The statistic needs ranges frozen over a cohort; none were given.</summary>
    public const string NoCohortBins = "NO_COHORT_BINS";

    /// <summary>Fewer valid nuclei than the analysis asks for.</summary>
    public const string TooFewNuclei = "TOO_FEW_NUCLEI";

    /// <summary>Too few squares of tissue with enough nuclei.</summary>
    public const string TooFewSquares = "TOO_FEW_SQUARES";

    /// <summary>The feature can be negative, so a ratio to its mean says nothing.</summary>
    public const string CanChangeSign = "CAN_CHANGE_SIGN";

    /// <summary>The mean, or another divisor, is 0.</summary>
    public const string DivisorZero = "DIVISOR_ZERO";

    /// <summary>All values are equal.</summary>
    public const string Constant = "REGION_CONSTANT";

    /// <summary>The slide has no tissue.</summary>
    public const string NoTissue = "NO_TISSUE";

    /// <summary>No slide of the patient has the value.</summary>
    public const string NoSlide = "NO_SLIDE";
}
