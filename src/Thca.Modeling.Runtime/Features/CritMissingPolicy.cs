namespace Thca.Modeling.Runtime.Features;

/// <summary>What a missing value means.</summary>
public enum CritMissingPolicy
{
    /// <summary>The patient is refused.</summary>
    Error,

    /// <summary>The stored value is used.</summary>
    Impute,

    /// <summary>The trees decide; allowed only if every node of the column has missing type NaN.</summary>
    Native,
}
