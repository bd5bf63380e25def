namespace Thca.Segmentation.Review;

/// <summary>Where a version of a mask comes from.</summary>
public enum ReviewVersionKind
{
    /// <summary>A network.</summary>
    Predicted,

    /// <summary>Drawn by hand without looking at an earlier version.</summary>
    Manual,

    /// <summary>An edit of the version before.</summary>
    Modified,
}
