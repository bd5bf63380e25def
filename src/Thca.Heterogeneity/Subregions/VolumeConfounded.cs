namespace Thca.Heterogeneity.Subregions;

/// <summary>Features that mostly measure how large a sub-region is; Sound mode leaves them out of clustering.</summary>
public static class VolumeConfounded
{
    /// <summary>Sums over voxels and non-uniformities that are not normalised.</summary>
    public static IReadOnlyList<string> Features { get; } =
    [
        "firstorder_Energy",
        "firstorder_TotalEnergy",
        "glrlm_GrayLevelNonUniformity",
        "glrlm_RunLengthNonUniformity",
        "glszm_GrayLevelNonUniformity",
        "glszm_SizeZoneNonUniformity",
        "gldm_GrayLevelNonUniformity",
        "gldm_DependenceNonUniformity",
    ];
}
