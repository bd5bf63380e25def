namespace Thca.Modeling.Runtime.Trees;

/// <summary>How a node decides, from the missing type and the categorical bit of LightGBM's decision_type.</summary>
internal enum NodeRule : byte
{
    /// <summary>Numeric; a missing value counts as 0.</summary>
    Numeric = 0,

    /// <summary>Numeric; zeros and missing values take the default side.</summary>
    NumericZeroMissing = 1,

    /// <summary>Numeric; missing values take the default side.</summary>
    NumericNaNMissing = 2,

    /// <summary>Categories in a bit set go left; everything else goes right.</summary>
    Categorical = 3,
}
