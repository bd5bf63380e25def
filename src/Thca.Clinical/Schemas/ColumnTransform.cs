namespace Thca.Clinical.Schemas;

/// <summary>The scale on which a skewed column is imputed and modelled.</summary>
public enum ColumnTransform
{
    /// <summary>As measured.</summary>
    None,

    /// <summary>Binary logarithm: a coefficient is per doubling.</summary>
    Log2,
}
