namespace Thca.Statistics.Regression;

/// <summary>Settings of Bayesian ridge regression.</summary>
public sealed record BayesianRidgeOptions
{
    /// <summary>Most updates of the two precisions.</summary>
    /// <value>300.</value>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Summed absolute change of the coefficients at which the updates stop.</summary>
    /// <value>1e-3, as scikit-learn.</value>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Shape and rate of the gamma priors of both precisions.</summary>
    /// <value>1e-6.</value>
    public double Prior { get; init; } = 1e-6;
}
