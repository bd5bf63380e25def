using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Statistics.Regression;

namespace Thca.Clinical.Regression;

/// <summary>Settings of the univariable and multivariable logistic regression of an outcome.</summary>
public sealed record RegressionOptions
{
    /// <summary>Prespecified terms. They are the candidates, and all of them enter the multivariable model.</summary>
    /// <value>Empty: all columns are candidates and enter by <see cref="EntryP"/>.</value>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Terms that enter the multivariable model whatever their p-value, if present.</summary>
    /// <value>The three risk groups.</value>
    public IReadOnlyList<string> ForcedTerms { get; init; } = ["iTED_Risk", "Radiomics_Risk", "3D_ITH_Risk"];

    /// <summary>Term-level p-value below which (strictly) a candidate enters the multivariable model.</summary>
    /// <value>0.10.</value>
    public double EntryP { get; init; } = 0.10;

    /// <summary>The estimator.</summary>
    /// <value>Automatic.</value>
    public LogisticEstimator Estimator { get; init; } = LogisticEstimator.Auto;

    /// <summary>How intervals are computed.</summary>
    /// <value>Automatic.</value>
    public IntervalMethod Interval { get; init; } = IntervalMethod.Auto;

    /// <summary>Confidence level.</summary>
    /// <value>0.95.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>Fewest complete rows of a model.</summary>
    /// <value>20.</value>
    public int MinimumRows { get; init; } = 20;

    /// <summary>Fewest events of a model.</summary>
    /// <value>5.</value>
    public int MinimumEvents { get; init; } = 5;

    /// <summary>Fewest non-events of a model.</summary>
    /// <value>5.</value>
    public int MinimumNonEvents { get; init; } = 5;

    /// <summary>Events per slope below which a warning is given.</summary>
    /// <value>10.</value>
    public double EventsPerVariableWarning { get; init; } = 10;

    /// <summary>Events per slope below which Firth's estimate is taken and SPARSE flagged.</summary>
    /// <value>5.</value>
    public double EventsPerVariableSparse { get; init; } = 5;

    /// <summary>Whether models with fewer events than slopes or under the minimum counts are fitted all the same, by Firth's estimate.</summary>
    /// <value>false.</value>
    public bool Force { get; init; }

    /// <summary>Whether of terms that say the same (a ratio and its components, N stage and node count, T stage and size) only the stronger one enters.</summary>
    /// <value>true; never applied to prespecified terms.</value>
    public bool DropRedundant { get; init; } = true;

    /// <summary>Bootstrap refits for the optimism of the area under the curve; 0 for none.</summary>
    /// <value>500.</value>
    public int OptimismReplicates { get; init; } = 500;

    /// <summary>Seed of the bootstrap.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (EntryP is not (> 0 and <= 1)) problems.Add(FormattableString.Invariant($"EntryP is {EntryP}, expected above 0, at most 1."));
        if (Level is not (> 0 and < 1)) problems.Add(FormattableString.Invariant($"Level is {Level}, expected between 0 and 1."));
        if (MinimumRows < 1 || MinimumEvents < 1 || MinimumNonEvents < 1) problems.Add("MinimumRows, MinimumEvents and MinimumNonEvents must be at least 1.");
        if (OptimismReplicates < 0) problems.Add($"OptimismReplicates is {OptimismReplicates}, expected 0 or more.");
        OptionsException.ThrowIfAny(problems);
    }

    internal LogisticOptions ToLogistic() => new() { Estimator = Estimator, Interval = Interval, Level = Level, SparseEventsPerVariable = EventsPerVariableSparse };
}
