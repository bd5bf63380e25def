using Thca.Core.Errors;
using Thca.Core.Randomness;

namespace Thca.Statistics.Contingency;

/// <summary>How far <see cref="TwoRowPermutation"/> enumerates, and what it draws beyond.</summary>
public sealed record TwoRowPermutationOptions
{
    /// <summary>Tables with the observed margins up to which every one is visited, at least 1.</summary>
    /// <value>5,000,000.</value>
    public long MaximumTables { get; init; } = 5_000_000;

    /// <summary>Random tables drawn beyond that limit, at least 99.</summary>
    /// <value>99,999.</value>
    public int Replicates { get; init; } = 99_999;

    /// <summary>Where the random tables come from.</summary>
    /// <value>Seed 42, stage "two-row permutation".</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>For whom is drawn: names the sub-stream.</summary>
    /// <value>Empty.</value>
    public string Item { get; init; } = "";

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (MaximumTables < 1) problems.Add(FormattableString.Invariant($"{nameof(MaximumTables)} is {MaximumTables}; expected at least 1."));
        if (Replicates < 99) problems.Add(FormattableString.Invariant($"{nameof(Replicates)} is {Replicates}; expected at least 99."));
        OptionsException.ThrowIfAny(problems);
    }
}
