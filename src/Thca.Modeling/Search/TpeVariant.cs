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

    /// <summary>
    /// Optuna 5.0: parameters that exist together are drawn from one mixture, a kernel per trial; bandwidths as in 4.9 in every parameter; the good
    /// trials are a tenth of the finished ones, whatever is still running.
    /// </summary>
    Multivariate5,
}
