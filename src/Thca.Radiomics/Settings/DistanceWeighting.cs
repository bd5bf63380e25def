namespace Thca.Radiomics.Settings;

/// <summary>How neighbour offsets are weighted by their length before GLCM and GLRLM are merged (PyRadiomics <c>weightingNorm</c>).</summary>
public enum DistanceWeighting
{
    /// <summary>No merging: features are computed per direction and averaged.</summary>
    None,

    /// <summary>Merged with weight 1 (<c>no_weighting</c>).</summary>
    Unweighted,

    /// <summary>Weights from the Euclidean length in mm.</summary>
    Euclidean,

    /// <summary>Weights from the sum of the absolute components in mm.</summary>
    Manhattan,

    /// <summary>Weights from the largest absolute component in mm.</summary>
    Infinity,
}
