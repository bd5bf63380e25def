using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Heterogeneity.Subregions;

namespace Thca.Heterogeneity.Ith;

/// <summary>Settings of <see cref="IthAnalyzer"/>.</summary>
public sealed record IthOptions
{
    /// <summary>
    /// <see cref="AnalysisMode.Reference"/>: 3 to 8 habitats by elbow, voxels without features count in the volume, intervals from partial
    /// maps. <see cref="AnalysisMode.Sound"/>: 2 to 8 habitats by silhouette or one (score 0) when nothing separates, only clustered
    /// voxels count, intervals from complete maps.
    /// </summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Fewest habitats tried.</summary>
    /// <value>null: 3 (Reference), 2 (Sound).</value>
    public int? MinClusters { get; init; }

    /// <summary>Most habitats tried; never more than sub-regions - 1.</summary>
    /// <value>8.</value>
    public int MaxClusters { get; init; } = 8;

    /// <summary>How the number of habitats is chosen.</summary>
    /// <value>null: elbow (Reference), silhouette (Sound).</value>
    public ClusterSelection? Selection { get; init; }

    /// <summary>Sound mode: smallest mean silhouette width at which more than one habitat is accepted.</summary>
    /// <value>0.15.</value>
    public double SilhouetteFloor { get; init; } = 0.15;

    /// <summary>Neighbourhood of connected pieces: 6, 18 or 26.</summary>
    /// <value>26.</value>
    public int Connectivity { get; init; } = 26;

    /// <summary>Definition of the score.</summary>
    /// <value><see cref="IthFormula.Coherence"/>.</value>
    public IthFormula Formula { get; init; }

    /// <summary>Starts of every k-means fit.</summary>
    /// <value>10.</value>
    public int Restarts { get; init; } = 10;

    /// <summary>Starts of every k-means fit within the bootstrap.</summary>
    /// <value>null: as many as for the estimate (Reference), 3 (Sound).</value>
    public int? BootstrapRestarts { get; init; }

    /// <summary>Sound mode: features left out of clustering.</summary>
    /// <value><see cref="VolumeConfounded.Features"/>.</value>
    public IReadOnlyList<string> ExcludedFeatures { get; init; } = VolumeConfounded.Features;

    /// <summary>Sound mode: share of variance kept by principal components before clustering, or null for none.</summary>
    /// <value>null.</value>
    public double? PrincipalComponentVariance { get; init; }

    /// <summary>Sound mode: whether sub-regions without features join the habitat with which they share the largest face.</summary>
    /// <value>false.</value>
    public bool AssignDropped { get; init; }

    /// <summary>Bootstrap replicates for the interval; 0 for none.</summary>
    /// <value>null: 100 (Reference), 500 (Sound).</value>
    public int? BootstrapReplicates { get; init; }

    /// <summary>Fewest sub-regions for an interval.</summary>
    /// <value>10.</value>
    public int MinSubregionsForInterval { get; init; } = 10;

    /// <summary>Seed of the run. In Reference mode the bootstrap draws come from MT19937 started with it, the fits from seed 42.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (EffectiveMinClusters < 2) problems.Add(FormattableString.Invariant($"MinClusters is {MinClusters}; at least 2 is needed."));
        if (MaxClusters < EffectiveMinClusters) problems.Add(FormattableString.Invariant($"MaxClusters is {MaxClusters}; at least {EffectiveMinClusters} (MinClusters) is needed."));
        if (Connectivity is not (6 or 18 or 26)) problems.Add(FormattableString.Invariant($"Connectivity is {Connectivity}; 6, 18 or 26 are possible."));
        if (SilhouetteFloor is not (>= -1 and <= 1)) problems.Add(FormattableString.Invariant($"SilhouetteFloor is {SilhouetteFloor}; it must lie between -1 and 1."));
        if (PrincipalComponentVariance is not (null or (> 0 and <= 1))) problems.Add(FormattableString.Invariant($"PrincipalComponentVariance is {PrincipalComponentVariance}; it must lie between 0 and 1."));
        if (Restarts < 1) problems.Add(FormattableString.Invariant($"Restarts is {Restarts}; at least 1 is needed."));
        if (BootstrapRestarts < 1) problems.Add(FormattableString.Invariant($"BootstrapRestarts is {BootstrapRestarts}; at least 1 is needed."));
        if (BootstrapReplicates < 0) problems.Add(FormattableString.Invariant($"BootstrapReplicates is {BootstrapReplicates}; it must not be negative."));
        if (MinSubregionsForInterval < 2) problems.Add(FormattableString.Invariant($"MinSubregionsForInterval is {MinSubregionsForInterval}; at least 2 is needed."));
        OptionsException.ThrowIfAny(problems);
    }

    internal bool IsReference => Mode == AnalysisMode.Reference;

    internal int EffectiveMinClusters => MinClusters ?? (IsReference ? 3 : 2);

    internal ClusterSelection EffectiveSelection => Selection ?? (IsReference ? ClusterSelection.Elbow : ClusterSelection.Silhouette);

    internal int EffectiveBootstrapRestarts => BootstrapRestarts ?? (IsReference ? Restarts : 3);

    internal int EffectiveReplicates => BootstrapReplicates ?? (IsReference ? 100 : 500);
}
