namespace Thca.Segmentation.Assessment;

/// <summary>Problem codes of edit assessment.</summary>
public static class EditProblems
{
    /// <summary>A file of one folder has no counterpart in the other.</summary>
    public const string Unmatched = "UNMATCHED_FILE";

    /// <summary>A mask holds several labels and nothing says which one to compare.</summary>
    public const string LabelAmbiguous = "LABEL_AMBIGUOUS";

    /// <summary>Two files of one folder have the same case id.</summary>
    public const string DuplicateCase = "DUPLICATE_CASE";
}
