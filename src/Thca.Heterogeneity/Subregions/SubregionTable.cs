using Thca.Core.Features;

namespace Thca.Heterogeneity.Subregions;

/// <summary>Features of the valid sub-regions of one tumour: what iTED and the ITHscore are computed from.</summary>
/// <param name="Labels">Label of every row, ascending.</param>
/// <param name="VoxelCounts">Voxels of every row.</param>
/// <param name="Columns">One column per feature, in output order; NaN where a feature is missing in a sub-region.</param>
public sealed record SubregionTable(IReadOnlyList<int> Labels, IReadOnlyList<int> VoxelCounts, IReadOnlyList<FeatureColumn> Columns)
{
    /// <summary>Number of sub-regions.</summary>
    public int RowCount => Labels.Count;

    /// <summary>The table restricted to some columns.</summary>
    public SubregionTable Where(Func<FeatureColumn, bool> keep) => this with { Columns = [.. Columns.Where(keep)] };
}
