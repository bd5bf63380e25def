using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;

namespace Thca.Heterogeneity.Ited;

/// <summary>Settings of <see cref="ItedAnalyzer"/>.</summary>
public sealed record ItedOptions
{
    /// <summary>
    /// <see cref="AnalysisMode.Reference"/>: raw scales, absolute variance floor, generator and k-means starts of the original.
    /// <see cref="AnalysisMode.Sound"/>: every feature is standardised before fitting, the floor is relative, components of fewer than two
    /// sub-regions are rejected, sub-streams of <see cref="Seed"/>.
    /// </summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Most mixture components tried; k goes from 1 to min(this, m - 1) for m values.</summary>
    /// <value>4.</value>
    public int MaxComponents { get; init; } = 4;

    /// <summary>Starts of every mixture fit.</summary>
    /// <value>3.</value>
    public int Restarts { get; init; } = 3;

    /// <summary>Added to every variance: absolute in Reference mode, a share of the feature's variance in Sound mode.</summary>
    /// <value>null: 1e-6 (Reference), 1e-3 (Sound).</value>
    public double? VarianceFloor { get; init; }

    /// <summary>Bootstrap replicates for the intervals; 0 for none.</summary>
    /// <value>1000.</value>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <summary>Whether k is chosen again in every replicate; otherwise the k of the point estimate is kept.</summary>
    /// <value>null: no (Reference), yes (Sound).</value>
    public bool? ReselectComponents { get; init; }

    /// <summary>Fewest values for an interval.</summary>
    /// <value>10.</value>
    public int MinValuesForInterval { get; init; } = 10;

    /// <summary>Coverage of the percentile intervals.</summary>
    /// <value>0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Seed of the run. In Reference mode the bootstrap draws come from MT19937 started with it, the fits from seed 42.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (MaxComponents is < 1 or > 16) problems.Add(FormattableString.Invariant($"MaxComponents is {MaxComponents}; 1 to 16 are possible."));
        if (Restarts < 1) problems.Add(FormattableString.Invariant($"Restarts is {Restarts}; at least 1 is needed."));
        if (VarianceFloor is < 0 or double.NaN) problems.Add(FormattableString.Invariant($"VarianceFloor is {VarianceFloor}; it must not be negative."));
        if (BootstrapReplicates < 0) problems.Add(FormattableString.Invariant($"BootstrapReplicates is {BootstrapReplicates}; it must not be negative."));
        if (MinValuesForInterval < 2) problems.Add(FormattableString.Invariant($"MinValuesForInterval is {MinValuesForInterval}; at least 2 is needed."));
        if (Confidence is not (> 0 and < 1)) problems.Add(FormattableString.Invariant($"Confidence is {Confidence}; it must lie between 0 and 1."));
        OptionsException.ThrowIfAny(problems);
    }

    internal bool IsReference => Mode == AnalysisMode.Reference;

    internal double EffectiveFloor => VarianceFloor ?? (IsReference ? 1e-6 : 1e-3);

    internal bool EffectiveReselect => ReselectComponents ?? !IsReference;
}
