using Thca.Core.Errors;

namespace Thca.Clinical.Imputation;

/// <summary>Settings of iterative imputation with Bayesian ridge regression.</summary>
public sealed record IterativeImputerOptions
{
    /// <summary>scikit-learn's IterativeImputer with its defaults and 10 rounds: raw units, one tolerance for all columns, no bounds.</summary>
    public static IterativeImputerOptions Reference { get; } = new() { MaxRounds = 10, Standardize = false, RidgeTolerance = 1e-3, BoundToObserved = false };

    /// <summary>Most rounds over all columns.</summary>
    /// <value>50.</value>
    public int MaxRounds { get; init; } = 50;

    /// <summary>Largest change of an imputed value, relative to the largest observed one, at which the rounds stop.</summary>
    /// <value>1e-3.</value>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Whether columns are centred and scaled by the training mean and SD first, so that units do not matter.</summary>
    /// <value>true.</value>
    public bool Standardize { get; init; } = true;

    /// <summary>Whether imputed values are clipped to the range observed in training.</summary>
    /// <value>true.</value>
    public bool BoundToObserved { get; init; } = true;

    /// <summary>Tolerance of each ridge regression.</summary>
    /// <value>1e-6.</value>
    public double RidgeTolerance { get; init; } = 1e-6;

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (MaxRounds < 1) problems.Add($"MaxRounds is {MaxRounds}, expected at least 1.");
        if (!(Tolerance > 0)) problems.Add(FormattableString.Invariant($"Tolerance is {Tolerance}, expected above 0."));
        if (!(RidgeTolerance > 0)) problems.Add(FormattableString.Invariant($"RidgeTolerance is {RidgeTolerance}, expected above 0."));
        OptionsException.ThrowIfAny(problems);
    }
}
