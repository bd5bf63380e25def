namespace Thca.Heterogeneity.Supervoxels;

/// <summary>Which voxels set the intensity range that SLIC scales to [0, 1].</summary>
public enum SlicRescale
{
    /// <summary>Voxels of the mask: a lesion's own contrast counts (scikit-image 0.20 and later).</summary>
    MaskRange,

    /// <summary>All voxels of the volume: on CT the sub-regions become almost purely geometric (scikit-image up to 0.19).</summary>
    VolumeRange,
}
