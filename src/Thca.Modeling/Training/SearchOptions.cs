using Thca.Core.Errors;
using Thca.Modeling.Imbalance;
using Thca.Modeling.Search;

namespace Thca.Modeling.Training;

/// <summary>The search for a configuration inside each training fold.</summary>
public sealed record SearchOptions
{
    /// <summary>Configurations tried; the first is that of the pipeline options, so 1 means no search.</summary>
    /// <value>1</value>
    public int Trials { get; init; } = 1;

    /// <summary>Inner folds; lowered to the number of rows of the rarer class.</summary>
    /// <value>5</value>
    public int InnerFolds { get; init; } = 5;

    /// <summary>What is maximised.</summary>
    /// <value><see cref="SearchObjective.LogLoss"/></value>
    public SearchObjective Objective { get; init; } = SearchObjective.LogLoss;

    /// <summary>Most trees of a tried configuration.</summary>
    /// <value>2000</value>
    public int MaxTrees { get; init; } = 2000;

    /// <summary>Rounds without improvement on the inner held-out rows after which boosting stops.</summary>
    /// <value>50</value>
    public int StopAfter { get; init; } = 50;

    /// <summary>
    /// Whether a configuration is given up when, after one of its inner folds, its best mean so far is below the median of completed configurations at
    /// that fold (the first five are never given up).
    /// </summary>
    /// <value>false</value>
    public bool Prune { get; init; }

    /// <summary>Ways to treat imbalance that are tried; class weights are tried first.</summary>
    /// <value>ClassWeight, None and the six resamplers of the study.</value>
    public IReadOnlyList<ResamplingMethod> Imbalance { get; init; } =
    [
        ResamplingMethod.ClassWeight, ResamplingMethod.None, ResamplingMethod.Smote, ResamplingMethod.Borderline1, ResamplingMethod.Adasyn,
        ResamplingMethod.SvmSmote, ResamplingMethod.SmoteEnn, ResamplingMethod.SmoteTomek,
    ];

    /// <summary>The sampler.</summary>
    /// <value>Ten random trials, 24 candidates, batches of 4.</value>
    public TpeOptions Sampler { get; init; } = new();

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Trials < 1) problems.Add(FormattableString.Invariant($"{nameof(SearchOptions)}.{nameof(Trials)} is {Trials}; allowed: at least 1."));
        if (InnerFolds < 2) problems.Add(FormattableString.Invariant($"{nameof(SearchOptions)}.{nameof(InnerFolds)} is {InnerFolds}; allowed: at least 2."));
        if (MaxTrees < 1) problems.Add(FormattableString.Invariant($"{nameof(SearchOptions)}.{nameof(MaxTrees)} is {MaxTrees}; allowed: at least 1."));
        if (StopAfter < 1) problems.Add(FormattableString.Invariant($"{nameof(SearchOptions)}.{nameof(StopAfter)} is {StopAfter}; allowed: at least 1."));
        if (Imbalance.Count == 0) problems.Add($"{nameof(SearchOptions)}.{nameof(Imbalance)} is empty; name at least one.");
        OptionsException.ThrowIfAny(problems);
        Sampler.Validate();
    }
}
