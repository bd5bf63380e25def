namespace Thca.Modeling.Search;

/// <summary>Which release's rules the estimator follows.</summary>
public enum TpeVariant
{
    /// <summary>Optuna 3.0 to 4.8: the prior mean takes part.</summary>
    Independent3x,

    /// <summary>Optuna 3.1.0, whose kernel densities of real parameters lack the factor 1/σ; reproduces its traces.</summary>
    Independent310,

    /// <summary>Optuna 4.9: the prior mean takes no part.</summary>
    Independent49,
}
