namespace Thca.Modeling.Runtime.Features;

/// <summary>Ratios the runtime recomputes.</summary>
public enum CritDerivedExpression
{
    /// <summary>Neutrophils / lymphocytes: inputs NE, LYM.</summary>
    Nlr,

    /// <summary>Platelets / lymphocytes: inputs PLT, LYM.</summary>
    Plr,

    /// <summary>Lymphocytes / monocytes: inputs LYM, MONO.</summary>
    Lmr,

    /// <summary>Platelets · neutrophils / lymphocytes: inputs PLT, NE, LYM.</summary>
    Sii,
}
