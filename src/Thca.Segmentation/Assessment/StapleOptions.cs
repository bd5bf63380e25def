using Thca.Core.Errors;

namespace Thca.Segmentation.Assessment;

/// <summary>How a consensus of readers is estimated.</summary>
public sealed record StapleOptions
{
    /// <summary>Share of foreground before looking at the readers; without one the mean share that the readers marked.</summary>
    /// <value>None.</value>
    public double? Prior { get; init; }

    /// <summary>Sensitivity and specificity of every reader at the start.</summary>
    /// <value>0.99999.</value>
    public double InitialPerformance { get; init; } = 0.99999;

    /// <summary>Probability from which a voxel belongs to the consensus.</summary>
    /// <value>0.5.</value>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Largest change of any sensitivity or specificity at which the iteration ends.</summary>
    /// <value>1e-9.</value>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Most iterations.</summary>
    /// <value>1000.</value>
    public int MaximumIterations { get; init; } = 1000;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">Every setting outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Prior is not (null or (> 0 and < 1))) problems.Add(FormattableString.Invariant($"Prior is {Prior}; it must lie between 0 and 1."));
        if (InitialPerformance is not (> 0.5 and < 1)) problems.Add(FormattableString.Invariant($"InitialPerformance is {InitialPerformance}; it must lie between 0.5 and 1."));
        if (Threshold is not (> 0 and < 1)) problems.Add(FormattableString.Invariant($"Threshold is {Threshold}; it must lie between 0 and 1."));
        if (!(Tolerance >= 0)) problems.Add(FormattableString.Invariant($"Tolerance is {Tolerance}; it must not be negative."));
        if (MaximumIterations < 1) problems.Add(FormattableString.Invariant($"MaximumIterations is {MaximumIterations}; it must be at least 1."));
        OptionsException.ThrowIfAny(problems);
    }
}
