namespace Thca.Modeling.Runtime.Decisions;

/// <summary>Which number a map or rule is applied to.</summary>
public enum CritScale
{
    /// <summary>A probability.</summary>
    Probability,

    /// <summary>Log-odds.</summary>
    Margin,
}
