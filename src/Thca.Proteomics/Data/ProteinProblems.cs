namespace Thca.Proteomics.Data;

/// <summary>Codes of the trouble this module names.</summary>
public static class ProteinProblems
{
    /// <summary>A grade is not among the known spellings.</summary>
    public const string GradeUnknown = "GRADE_UNKNOWN";

    /// <summary>Small whole numbers that are not 0 to 3 and whose scale was not declared.</summary>
    public const string GradeOutOfRange = "GRADE_OUT_OF_RANGE";

    /// <summary>The table lacks a protein of the default panel.</summary>
    public const string ColumnAbsent = "COLUMN_ABSENT";

    /// <summary>Expected counts are too small for the chi-square approximation.</summary>
    public const string ChiSquareUnreliable = "CHISQ_UNRELIABLE";

    /// <summary>The groups do not overlap: the interval of theta is a score interval and there is no odds ratio.</summary>
    public const string Separated = "SEPARATED";
}
