namespace Thca.Pathology.GroupAnalysis.Correlation;

/// <summary>Names of the blocks of correlations with heterogeneity; p-values are adjusted within a block.</summary>
public static class CorrelationBlock
{
    /// <summary>Features of intratumour ecological diversity on CT.</summary>
    public const string Ited = "iTED";

    /// <summary>Radiomics, the three-dimensional heterogeneity score among them.</summary>
    public const string Radiomics = "radiomics";

    /// <summary>Clinical variables.</summary>
    public const string Clinical = "clinical";

    /// <summary>All blocks in order.</summary>
    public static IReadOnlyList<string> All { get; } = [Ited, Radiomics, Clinical];
}
