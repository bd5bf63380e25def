using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Expansion;
using Thca.Heterogeneity.Guidance;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Stability;
using Thca.Heterogeneity.Subregions;

namespace Thca.Heterogeneity;

/// <summary>Everything that the habitat analysis of one tumour gives.</summary>
public sealed record TitanResult
{
    /// <summary>Name of the case.</summary>
    public required string Patient { get; init; }

    /// <summary>How it ended.</summary>
    public required TitanStatus Status { get; init; }

    /// <summary>Why there are no scores; null after success.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The steps in order, in words.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Voxels of the tumour as given.</summary>
    public int OriginalVoxels { get; init; }

    /// <summary>Voxels of the tumour as analysed, possibly expanded.</summary>
    public int Voxels { get; init; }

    /// <summary>Volume of the tumour as analysed, mm³.</summary>
    public double VolumeMm3 { get; init; }

    /// <summary>Clusters asked of SLIC in the last attempt.</summary>
    public int TargetSegments { get; init; }

    /// <summary>Sub-regions of the tumour as given.</summary>
    public int InitialSubregions { get; init; }

    /// <summary>Expansions that were analysed.</summary>
    public int ExpansionAttempts { get; init; }

    /// <summary>The last expansion, or null.</summary>
    public ExpandedMask? Expansion { get; init; }

    /// <summary>The sub-regions of the last attempt, 0 outside; null when there are none.</summary>
    public LabelMap? Subregions { get; init; }

    /// <summary>Features of the sub-regions of the last attempt; null when there are none.</summary>
    public SubregionFeatures? Features { get; init; }

    /// <summary>The habitat of every voxel, -1 for none; null when there are none.</summary>
    public LabelMap? Habitats { get; init; }

    /// <summary>3-D ITHscore.</summary>
    public required IthResult Ith { get; init; }

    /// <summary>iTED of every feature.</summary>
    public required ItedResult Ited { get; init; }

    /// <summary>Stability under perturbation; null when not asked for or without scores.</summary>
    public StabilityResult? Stability { get; init; }

    /// <summary>Valid sub-regions.</summary>
    public int ValidSubregions => Features?.Table.RowCount ?? 0;

    /// <summary>What that number is good for.</summary>
    public SubregionCountGuidance Guidance => SubregionCountGuidance.For(ValidSubregions);
}
