using Thca.Core.Errors;
using Thca.Core.Randomness;

namespace Thca.Heterogeneity.Stability;

/// <summary>How the sub-regions are perturbed to see how stable they and the scores are.</summary>
public sealed record StabilityOptions
{
    /// <summary>Perturbed runs; 0 for none.</summary>
    /// <value>5.</value>
    public int Runs { get; init; } = 5;

    /// <summary>Standard deviation of the added Gaussian noise as a share of the tumour's range from the 5th to the 95th percentile.</summary>
    /// <value>0.02.</value>
    public double NoiseFraction { get; init; } = 0.02;

    /// <summary>The compactness is multiplied by a factor between 1 / (1 + this) and 1 + this.</summary>
    /// <value>0.25.</value>
    public double CompactnessJitter { get; init; } = 0.25;

    /// <summary>Whether every second run works on the mask without its outermost layer of voxels (where at least half of it remains).</summary>
    /// <value>true.</value>
    public bool ErodeMask { get; init; } = true;

    /// <summary>Whether features and scores are computed for every run too, not only sub-regions.</summary>
    /// <value>true.</value>
    public bool IncludeScores { get; init; } = true;

    /// <summary>Sub-regions count as stable from this mean matched Dice on.</summary>
    /// <value>0.7.</value>
    public double DiceThreshold { get; init; } = 0.7;

    /// <summary>Source of the perturbations.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Runs < 0) problems.Add(FormattableString.Invariant($"Runs is {Runs}; it must not be negative."));
        if (!(NoiseFraction >= 0)) problems.Add(FormattableString.Invariant($"NoiseFraction is {NoiseFraction}; it must not be negative."));
        if (!(CompactnessJitter >= 0)) problems.Add(FormattableString.Invariant($"CompactnessJitter is {CompactnessJitter}; it must not be negative."));
        if (DiceThreshold is not (>= 0 and <= 1)) problems.Add(FormattableString.Invariant($"DiceThreshold is {DiceThreshold}; it must lie between 0 and 1."));
        OptionsException.ThrowIfAny(problems);
    }
}
