using Thca.Core.Errors;
using Thca.Core.Randomness;

namespace Thca.Statistics.Contingency;

/// <summary>Limits of the exact test of larger tables.</summary>
public sealed record FreemanHaltonOptions
{
    /// <summary>Tables that are enumerated before the test falls back to simulation.</summary>
    /// <value>5 000 000.</value>
    public int MaximumTables { get; init; } = 5_000_000;

    /// <summary>Permutations of the simulation.</summary>
    /// <value>99 999.</value>
    public int Replicates { get; init; } = 99_999;

    /// <summary>Seed of the simulation.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (MaximumTables < 0) problems.Add($"MaximumTables is {MaximumTables}, expected 0 or more.");
        if (Replicates < 1) problems.Add($"Replicates is {Replicates}, expected at least 1.");
        OptionsException.ThrowIfAny(problems);
    }
}
