namespace Thca.Heterogeneity.Supervoxels;

/// <summary>What happens to disconnected and small pieces after clustering.</summary>
public enum SlicConnectivity
{
    /// <summary>Nothing: labels are the clusters.</summary>
    None,

    /// <summary>Scikit-image's pass in raster order: small pieces join the neighbour seen last, large ones are cut.</summary>
    RasterScan,

    /// <summary>Every 6-connected piece is a region of its own; small ones join the neighbour with the largest shared face.</summary>
    LargestSharedFace,
}
