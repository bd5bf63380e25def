using Thca.Core.Errors;

namespace Thca.Statistics.Regression;

/// <summary>Settings of a logistic regression.</summary>
public sealed record LogisticOptions
{
    /// <summary>The estimator.</summary>
    /// <value>Automatic.</value>
    public LogisticEstimator Estimator { get; init; } = LogisticEstimator.Auto;

    /// <summary>How intervals are computed.</summary>
    /// <value>Automatic.</value>
    public IntervalMethod Interval { get; init; } = IntervalMethod.Auto;

    /// <summary>Confidence level of intervals.</summary>
    /// <value>0.95.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>Events (or non-events if fewer) per slope below which the automatic choice takes Firth's estimate and flags SPARSE; 0 switches this off.</summary>
    /// <value>5.</value>
    public double SparseEventsPerVariable { get; init; } = 5;

    /// <summary>Whether suspicious fits are tested for separation. Only worth switching off inside loops that fit Firth's estimate many times.</summary>
    /// <value>true.</value>
    public bool DetectSeparation { get; init; } = true;

    /// <summary>Largest change of a scaled coefficient at which maximum likelihood has converged.</summary>
    /// <value>1e-10.</value>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Most iterations of maximum likelihood.</summary>
    /// <value>50.</value>
    public int MaxIterations { get; init; } = 50;

    /// <summary>Most times a step is halved while the likelihood falls.</summary>
    /// <value>25.</value>
    public int MaxHalvings { get; init; } = 25;

    /// <summary>Largest change and score at which Firth's estimate has converged.</summary>
    /// <value>1e-8.</value>
    public double FirthTolerance { get; init; } = 1e-8;

    /// <summary>Most iterations of Firth's estimate.</summary>
    /// <value>200.</value>
    public int FirthMaxIterations { get; init; } = 200;

    /// <summary>Largest change of a scaled coefficient in one step of Firth's estimate.</summary>
    /// <value>5.</value>
    public double FirthMaxStep { get; init; } = 5;

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Level is not (> 0 and < 1)) problems.Add(FormattableString.Invariant($"Level is {Level}, expected between 0 and 1."));
        if (SparseEventsPerVariable < 0) problems.Add(FormattableString.Invariant($"SparseEventsPerVariable is {SparseEventsPerVariable}, expected 0 or more."));
        if (!(Tolerance > 0)) problems.Add(FormattableString.Invariant($"Tolerance is {Tolerance}, expected above 0."));
        if (MaxIterations < 1) problems.Add($"MaxIterations is {MaxIterations}, expected at least 1.");
        if (MaxHalvings < 0) problems.Add($"MaxHalvings is {MaxHalvings}, expected 0 or more.");
        if (!(FirthTolerance > 0)) problems.Add(FormattableString.Invariant($"FirthTolerance is {FirthTolerance}, expected above 0."));
        if (FirthMaxIterations < 1) problems.Add($"FirthMaxIterations is {FirthMaxIterations}, expected at least 1.");
        if (!(FirthMaxStep > 0)) problems.Add(FormattableString.Invariant($"FirthMaxStep is {FirthMaxStep}, expected above 0."));
        OptionsException.ThrowIfAny(problems);
    }
}
