namespace Thca.Heterogeneity;

/// <summary>How the analysis of one tumour ended.</summary>
public enum TitanStatus
{
    /// <summary>Scores were computed.</summary>
    Success,

    /// <summary>The tumour has too few voxels to be divided.</summary>
    SkippedTumourTooSmall,

    /// <summary>Too few sub-regions have features.</summary>
    SkippedTooFewSubregions,

    /// <summary>The division into sub-regions failed.</summary>
    FailedSupervoxels,

    /// <summary>The features of the sub-regions could not be computed.</summary>
    FailedFeatures,
}
