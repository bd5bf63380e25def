using Thca.Core.Errors;

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

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (MaxIterations < 1) problems.Add($"MaxIterations is {MaxIterations}, expected at least 1.");
        if (!(Tolerance > 0)) problems.Add(FormattableString.Invariant($"Tolerance is {Tolerance}, expected above 0."));
        if (!(Prior >= 0)) problems.Add(FormattableString.Invariant($"Prior is {Prior}, expected 0 or more."));
        OptionsException.ThrowIfAny(problems);
    }
}
