namespace Thca.Proteomics.Correlation;

/// <summary>The patients a correlation is computed over.</summary>
public enum CorrelationScope
{
    /// <summary>The low-risk group.</summary>
    Low,

    /// <summary>The high-risk group.</summary>
    High,

    /// <summary>Both groups together; mixes the difference between the groups into the correlation.</summary>
    Pooled,

    /// <summary>Both groups, each compared within itself only.</summary>
    WithinGroups,
}
