namespace Thca.Modeling.Runtime.Features;

/// <summary>Where a feature comes from.</summary>
public enum CritModality
{
    /// <summary>Clinical and laboratory values.</summary>
    Clinical,

    /// <summary>Radiomics of the lesion.</summary>
    Radiomics,

    /// <summary>Sub-region heterogeneity features (iTED).</summary>
    ITed,

    /// <summary>The three-dimensional ITH score.</summary>
    IthScore,
}
