namespace Thca.Segmentation.Review;

/// <summary>Where a mask stands in the review.</summary>
public enum ReviewState
{
    /// <summary>The mask exists; nobody was asked to look at it.</summary>
    Predicted,

    /// <summary>The mask is on the worklist.</summary>
    Queued,

    /// <summary>An expert accepted the mask or handed in another one; may still change.</summary>
    Reviewed,

    /// <summary>The mask is final; nothing changes it any more.</summary>
    Locked,
}
