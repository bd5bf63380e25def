using Thca.Core.Volumes;

namespace Thca.Segmentation.Labels;

/// <summary>What merging did to one structure.</summary>
/// <param name="Label">The structure.</param>
/// <param name="VoxelsBefore">Voxels of its own mask.</param>
/// <param name="VoxelsAfter">Voxels in the merged map.</param>
/// <param name="TakenByLesion">Voxels the lesion replaced.</param>
/// <param name="LargestComponentRatio">Voxels of its largest 26-connected component over all its voxels, for vertebrae; NaN for others and where empty.</param>
public sealed record MergedStructure(AnatomicalLabel Label, int VoxelsBefore, int VoxelsAfter, int TakenByLesion, double LargestComponentRatio);
