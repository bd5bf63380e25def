namespace Thca.Core.Contracts;

/// <summary>What <see cref="IRegionFeatureExtractor"/> computes for every region.</summary>
public sealed record RegionFeatureOptions
{
    /// <summary>Feature classes, in output order.</summary>
    /// <value>firstorder, glcm, glrlm, glszm, gldm, ngtdm (93 features).</value>
    public IReadOnlyList<string> Classes { get; init; } = ["firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm"];

    /// <summary>Range of intensities that is divided into bins.</summary>
    /// <value><see cref="BinRange.PerRegion"/>.</value>
    public BinRange BinRange { get; init; } = BinRange.PerRegion;

    /// <summary>Number of bins.</summary>
    /// <value>32.</value>
    public int BinCount { get; init; } = 32;

    /// <summary>Scale of the z-score over the whole image that precedes extraction, or null for none.</summary>
    /// <value>100.</value>
    public double? NormalizeScale { get; init; } = 100;
}
