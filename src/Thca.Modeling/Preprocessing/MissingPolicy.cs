namespace Thca.Modeling.Preprocessing;

/// <summary>How missing values are treated.</summary>
public enum MissingPolicy
{
    /// <summary>Median of a numeric, mode of a categorical feature in the training fold.</summary>
    Impute,

    /// <summary>Left to the trees, which send missing values to the side that serves best.</summary>
    TreeNative,
}
