using Thca.Core.Outcomes;

namespace Thca.Heterogeneity.Ith;

/// <summary>The 3-D ITHscore of one tumour and what it was computed from.</summary>
public sealed record IthResult
{
    /// <summary>0 (every habitat is one connected piece) to 1; NaN with a <see cref="Reason"/> when it could not be computed.</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>Number of habitats.</summary>
    public int Clusters { get; init; }

    /// <summary>Shannon entropy of the habitats' volumes, nat.</summary>
    public double ShannonEntropy { get; init; } = double.NaN;

    /// <summary>Mean number of connected pieces per habitat.</summary>
    public double FragmentationIndex { get; init; } = double.NaN;

    /// <summary>Voxels in the score's denominator: all of the tumour (Reference) or those with a habitat (Sound).</summary>
    public int TotalVolume { get; init; }

    /// <summary>The same in mm³.</summary>
    public double TotalVolumeMm3 { get; init; } = double.NaN;

    /// <summary>Share of the tumour's voxels that have a habitat.</summary>
    public double Coverage { get; init; } = double.NaN;

    /// <summary>Mean silhouette width of the partition; NaN for one habitat.</summary>
    public double Silhouette { get; init; } = double.NaN;

    /// <summary>The habitats that have voxels.</summary>
    public IReadOnlyList<Habitat> Habitats { get; init; } = [];

    /// <summary>Habitat of every sub-region, in table order.</summary>
    public IReadOnlyList<int> HabitatOfSubregion { get; init; } = [];

    /// <summary>Inertia for every number of habitats tried.</summary>
    public IReadOnlyList<double> Inertias { get; init; } = [];

    /// <summary>Features that clustering left out, and why.</summary>
    public IReadOnlyList<Problem> DroppedFeatures { get; init; } = [];

    /// <summary>Bootstrap interval, or null when none was computed.</summary>
    public IthInterval? Interval { get; init; }

    /// <summary>Why <see cref="Score"/> is NaN.</summary>
    public Problem? Reason { get; init; }

    /// <summary>Why there is no interval although one was asked for.</summary>
    public Problem? IntervalReason { get; init; }
}
