using Thca.Core.Errors;

namespace Thca.Statistics.Clustering;

/// <summary>Settings of <see cref="KMeans"/>.</summary>
public sealed record KMeansOptions
{
    /// <summary>Number of clusters.</summary>
    /// <value>8.</value>
    public int Clusters { get; init; } = 8;

    /// <summary>Starts; the one with the smallest inertia is kept.</summary>
    /// <value>10.</value>
    public int Restarts { get; init; } = 10;

    /// <summary>Most Lloyd iterations per start.</summary>
    /// <value>300.</value>
    public int MaxIterations { get; init; } = 300;

    /// <summary>A start ends when the summed squared shift of the centres is at most this share of the mean column variance.</summary>
    /// <value>1e-4.</value>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Clusters < 1) problems.Add(FormattableString.Invariant($"Clusters is {Clusters}; at least 1 is needed."));
        if (Restarts < 1) problems.Add(FormattableString.Invariant($"Restarts is {Restarts}; at least 1 is needed."));
        if (MaxIterations < 1) problems.Add(FormattableString.Invariant($"MaxIterations is {MaxIterations}; at least 1 is needed."));
        if (!(Tolerance >= 0)) problems.Add(FormattableString.Invariant($"Tolerance is {Tolerance}; it must not be negative."));
        OptionsException.ThrowIfAny(problems);
    }
}
