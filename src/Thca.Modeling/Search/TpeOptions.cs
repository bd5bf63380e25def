using Thca.Core.Errors;

namespace Thca.Modeling.Search;

/// <summary>Settings of the tree-structured Parzen estimator.</summary>
public sealed record TpeOptions
{
    /// <summary>Random trials before the model is used.</summary>
    /// <value>10</value>
    public int StartupTrials { get; init; } = 10;

    /// <summary>Candidates drawn for each parameter.</summary>
    /// <value>24</value>
    public int Candidates { get; init; } = 24;

    /// <summary>Form of the estimator and its bandwidths.</summary>
    /// <value><see cref="TpeVariant.Independent3x"/></value>
    public TpeVariant Variant { get; init; } = TpeVariant.Independent3x;

    /// <summary>Trials evaluated at once. Fixed, so that the number of workers does not change the result.</summary>
    /// <value>4</value>
    public int BatchWidth { get; init; } = 4;

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (StartupTrials < 1) problems.Add(FormattableString.Invariant($"{nameof(TpeOptions)}.{nameof(StartupTrials)} is {StartupTrials}; allowed: at least 1."));
        if (Candidates < 1) problems.Add(FormattableString.Invariant($"{nameof(TpeOptions)}.{nameof(Candidates)} is {Candidates}; allowed: at least 1."));
        if (BatchWidth < 1) problems.Add(FormattableString.Invariant($"{nameof(TpeOptions)}.{nameof(BatchWidth)} is {BatchWidth}; allowed: at least 1."));
        OptionsException.ThrowIfAny(problems);
    }
}
