using System.Globalization;
using Thca.Core.Errors;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;

namespace Thca.Modeling.Reference;

/// <summary>How the published single-split procedure is repeated.</summary>
public sealed record ReferenceOptions
{
    /// <summary>Whether outright bugs are repaired while the design is kept (protocol ReferenceCorrected).</summary>
    /// <value>false: protocol Reference, leaks and mismatches included</value>
    public bool Corrected { get; init; }

    /// <summary>Configurations tried per combination.</summary>
    /// <value>30</value>
    public int Trials { get; init; } = 30;

    /// <summary>Combinations compared; empty for all that the features allow.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<FeatureCombination> Combinations { get; init; } = [];

    /// <summary>Seed of the published script, used for splits, folds, samplers and boosting.</summary>
    /// <value>42</value>
    public int Seed { get; init; } = 42;

    /// <summary>Intervals of metrics.</summary>
    /// <value>1000 bootstrap samples and the published substitutes for undefined metrics.</value>
    public MetricOptions Metrics { get; init; } = new() { Replicates = 1000, Undefined = UndefinedValues.Published };

    /// <summary>Input files with hashes, for the artifact's provenance.</summary>
    /// <value>None.</value>
    public IReadOnlyList<Core.Provenance.ProvenanceInput> Inputs { get; init; } = [];

    /// <summary>What the owner of the study declares.</summary>
    /// <value>Nothing.</value>
    public Declarations.StudyDeclarations Declarations { get; init; } = new();

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Trials < 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ReferenceOptions)}.{nameof(Trials)} is {Trials}; allowed: at least 1."));
        if (Seed < 0) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ReferenceOptions)}.{nameof(Seed)} is {Seed}; allowed: at least 0."));
        OptionsException.ThrowIfAny(problems);
        Metrics.Validate();
    }
}
