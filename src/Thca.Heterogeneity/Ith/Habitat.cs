namespace Thca.Heterogeneity.Ith;

/// <summary>One habitat: a class of sub-regions and how it lies in space.</summary>
/// <param name="Id">Class, 0 and up.</param>
/// <param name="Regions">Connected pieces.</param>
/// <param name="MaxVolume">Voxels of the largest piece.</param>
/// <param name="TotalVolume">Voxels of all pieces.</param>
public sealed record Habitat(int Id, int Regions, int MaxVolume, int TotalVolume)
{
    /// <summary>Mean voxels per piece.</summary>
    public double MeanRegionVolume => (double)TotalVolume / Regions;
}
