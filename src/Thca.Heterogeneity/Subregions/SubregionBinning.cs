namespace Thca.Heterogeneity.Subregions;

/// <summary>Range of intensities that the bins of the texture features divide.</summary>
public enum SubregionBinning
{
    /// <summary>From the tumour's minimum to its maximum: the same bins in every sub-region.</summary>
    TumourRange,

    /// <summary>Every sub-region's own minimum and maximum; texture then depends strongly on the sub-region's size.</summary>
    PerSubregion,
}
