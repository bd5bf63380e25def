using Thca.Core.Features;

namespace Thca.Heterogeneity.Subregions;

/// <summary>Features of the sub-regions and what became of the sub-regions that have none.</summary>
/// <param name="Table">Valid sub-regions.</param>
/// <param name="Total">All sub-regions.</param>
/// <param name="TooSmall">Dropped because they have too few voxels.</param>
/// <param name="ConstantIntensity">Dropped because all their voxels have one value.</param>
/// <param name="Failed">Dropped because no feature could be computed, by label with the reason.</param>
public sealed record SubregionFeatures(SubregionTable Table, int Total, int TooSmall, int ConstantIntensity, IReadOnlyDictionary<int, RowStatus> Failed);
