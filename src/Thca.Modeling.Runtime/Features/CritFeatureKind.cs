namespace Thca.Modeling.Runtime.Features;

/// <summary>Scale of a feature.</summary>
public enum CritFeatureKind
{
    /// <summary>A quantity.</summary>
    Numeric,

    /// <summary>A label with a code.</summary>
    Categorical,
}
