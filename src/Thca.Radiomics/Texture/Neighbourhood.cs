namespace Thca.Radiomics.Texture;

/// <summary>What one pass over all neighbours gives: the dependence matrix and the gray-tone differences.</summary>
/// <param name="Dependence">Entries of the dependence matrix.</param>
/// <param name="VoxelCounts">Voxels of every rank that have a neighbour.</param>
/// <param name="IsolatedCounts">Voxels of every rank that have none.</param>
/// <param name="Differences">Sum over the voxels of every rank of |level − mean level of the neighbours|.</param>
internal sealed record Neighbourhood(List<SizeCell> Dependence, int[] VoxelCounts, int[] IsolatedCounts, double[] Differences);
