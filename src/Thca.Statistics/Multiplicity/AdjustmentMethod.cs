namespace Thca.Statistics.Multiplicity;

/// <summary>How p-values of a family of tests are adjusted.</summary>
public enum AdjustmentMethod
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>min(1, m·p); controls the family-wise error.</summary>
    Bonferroni,

    /// <summary>Step-down Bonferroni (Holm, 1979); controls the family-wise error.</summary>
    Holm,

    /// <summary>Step-up (Hochberg, 1988); controls the family-wise error of independent tests.</summary>
    Hochberg,

    /// <summary>Benjamini and Hochberg (1995); controls the false discovery rate of independent tests.</summary>
    BenjaminiHochberg,

    /// <summary>Benjamini and Yekutieli (2001); controls the false discovery rate under any dependence.</summary>
    BenjaminiYekutieli,
}
