namespace Thca.Heterogeneity.Ith;

/// <summary>Definition of the score.</summary>
public enum IthFormula
{
    /// <summary>1 - (Σ M) / V: M the largest connected piece of every habitat, V the volume.</summary>
    Coherence,

    /// <summary>1 - (1 / V) Σ M / r: r the number of pieces of the habitat; one-voxel pieces are left out (Li et al., European Radiology 2022).</summary>
    Published,
}
