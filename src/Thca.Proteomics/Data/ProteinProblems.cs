namespace Thca.Proteomics.Data;

/// <summary>Codes of the trouble this module names.</summary>
public static class ProteinProblems
{
    /// <summary>A grade is not among the known spellings.</summary>
    public const string GradeUnknown = "GRADE_UNKNOWN";

    /// <summary>Small whole numbers that are not 0 to 3 and whose scale was not declared.</summary>
    public const string GradeOutOfRange = "GRADE_OUT_OF_RANGE";

    /// <summary>A group has fewer than two patients for a protein.</summary>
    public const string GroupTooSmall = "GROUP_TOO_SMALL";

    /// <summary>All values of a protein are the same.</summary>
    public const string Constant = "CONSTANT";

    /// <summary>The table lacks a protein of the default panel.</summary>
    public const string ColumnAbsent = "COLUMN_ABSENT";

    /// <summary>The groups come from predictions for patients the model was trained on.</summary>
    public const string ResubstitutionGroups = "RESUBSTITUTION_GROUPS";

    /// <summary>Nothing says how the groups were predicted.</summary>
    public const string ProvenanceUnknown = "PROVENANCE_UNKNOWN";

    /// <summary>Expected counts are too small for the chi-square approximation.</summary>
    public const string ChiSquareUnreliable = "CHISQ_UNRELIABLE";

    /// <summary>A p-value comes from random tables or permutations instead of all.</summary>
    public const string MonteCarlo = "MONTE_CARLO";

    /// <summary>The groups do not overlap: the interval of theta is a score interval and there is no odds ratio.</summary>
    public const string Separated = "SEPARATED";

    /// <summary>Too few complete pairs.</summary>
    public const string TooFewPairs = "TOO_FEW_PAIRS";
}
