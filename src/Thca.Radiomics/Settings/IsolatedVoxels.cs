namespace Thca.Radiomics.Settings;

/// <summary>What NGTDM does with a region voxel that has no neighbour in the region.</summary>
public enum IsolatedVoxels
{
    /// <summary>It counts for its level with difference 0, as PyRadiomics does.</summary>
    Count,

    /// <summary>It is left out, as the IBSI manual says.</summary>
    Exclude,
}
