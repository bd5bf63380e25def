namespace Thca.Segmentation.Review;

/// <summary>Problem codes of the review.</summary>
public static class ReviewProblems
{
    /// <summary>There is no mask of that case.</summary>
    public const string CaseNotFound = "CASE_NOT_FOUND";

    /// <summary>The mask is locked.</summary>
    public const string Locked = "REVIEW_LOCKED";

    /// <summary>The mask was not reviewed yet, or not locked.</summary>
    public const string NotFinal = "REVIEW_NOT_FINAL";

    /// <summary>A mask or a ledger changed outside the review.</summary>
    public const string Tampered = "REVIEW_TAMPERED";

    /// <summary>Another process is working on the case.</summary>
    public const string Busy = "REVIEW_BUSY";
}
