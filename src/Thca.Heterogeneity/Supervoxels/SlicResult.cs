using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>Regions that <see cref="MaskedSlic"/> found.</summary>
/// <param name="Labels">1 to <paramref name="Count"/> inside the mask, 0 outside (and for mask voxels out of every cluster's reach).</param>
/// <param name="Count">Number of regions.</param>
public sealed record SlicResult(LabelMap Labels, int Count);
