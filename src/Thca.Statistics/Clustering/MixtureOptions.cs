using Thca.Core.Errors;

namespace Thca.Statistics.Clustering;

/// <summary>Settings of <see cref="UnivariateMixture"/>.</summary>
public sealed record MixtureOptions
{
    /// <summary>Number of Gaussian components.</summary>
    /// <value>1.</value>
    public int Components { get; init; } = 1;

    /// <summary>Starts, each from a k-means partition; the one with the highest bound is kept.</summary>
    /// <value>3.</value>
    public int Restarts { get; init; } = 3;

    /// <summary>Most expectation-maximisation rounds per start.</summary>
    /// <value>100.</value>
    public int MaxIterations { get; init; } = 100;

    /// <summary>A start has converged when the mean log-likelihood changes by less than this.</summary>
    /// <value>1e-3.</value>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Added to every variance, in squared units of the data.</summary>
    /// <value>1e-6.</value>
    public double VarianceFloor { get; init; } = 1e-6;

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Components is < 1 or > 64) problems.Add(FormattableString.Invariant($"Components is {Components}; 1 to 64 are possible."));
        if (Restarts < 1) problems.Add(FormattableString.Invariant($"Restarts is {Restarts}; at least 1 is needed."));
        if (MaxIterations < 1) problems.Add(FormattableString.Invariant($"MaxIterations is {MaxIterations}; at least 1 is needed."));
        if (!(Tolerance >= 0)) problems.Add(FormattableString.Invariant($"Tolerance is {Tolerance}; it must not be negative."));
        if (!(VarianceFloor >= 0)) problems.Add(FormattableString.Invariant($"VarianceFloor is {VarianceFloor}; it must not be negative."));
        OptionsException.ThrowIfAny(problems);
    }
}
