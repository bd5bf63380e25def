using Thca.Core.Errors;
using Thca.Core.Randomness;

namespace Thca.Clinical.Imputation;

/// <summary>Settings of multiple imputation by chained equations.</summary>
public sealed record ChainedEquationsOptions
{
    /// <summary>Number of imputed data sets.</summary>
    /// <value>20.</value>
    public int Imputations { get; init; } = 20;

    /// <summary>Cycles over all columns per data set.</summary>
    /// <value>10.</value>
    public int Cycles { get; init; } = 10;

    /// <summary>Observed rows with the nearest predictions among which a donor is drawn.</summary>
    /// <value>5.</value>
    public int Donors { get; init; } = 5;

    /// <summary>Whether the outcome predicts the covariates. Needed for unbiased inference; forbidden for features of a prediction model.</summary>
    /// <value>true.</value>
    public bool UseOutcome { get; init; } = true;

    /// <summary>Seed; every (imputation, column) draws from its own sub-stream.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Imputations < 2) problems.Add($"Imputations is {Imputations}, expected at least 2.");
        if (Cycles < 1) problems.Add($"Cycles is {Cycles}, expected at least 1.");
        if (Donors < 1) problems.Add($"Donors is {Donors}, expected at least 1.");
        OptionsException.ThrowIfAny(problems);
    }
}
