namespace Thca.Modeling.Data;

/// <summary>Where a feature comes from.</summary>
public enum Modality
{
    /// <summary>Clinical and laboratory values.</summary>
    Clinical,

    /// <summary>Radiomics of the lesion.</summary>
    Radiomics,

    /// <summary>Intratumoural ecological diversity of sub-regions (iTED).</summary>
    ITed,

    /// <summary>The three-dimensional ITHscore.</summary>
    IthScore,
}
