namespace Thca.Segmentation.Labels;

/// <summary>How anatomy and lesion become one label map.</summary>
public sealed record MergeOptions
{
    /// <summary>Whether masks on another grid are resampled onto the image's (nearest neighbour); otherwise they are refused.</summary>
    /// <value>false.</value>
    public bool ResampleMasks { get; init; }

    /// <summary>Whether a case without lesion voxels is allowed.</summary>
    /// <value>false.</value>
    public bool AllowEmptyLesion { get; init; }
}
