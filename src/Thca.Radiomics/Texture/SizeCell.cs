namespace Thca.Radiomics.Texture;

/// <summary>One entry of a run-length, zone-size or dependence matrix.</summary>
/// <param name="Rank">Zero-based rank of the gray level among the occupied ones.</param>
/// <param name="Size">Run length, zone size, or dependents + 1.</param>
/// <param name="Count">How often (or the weight).</param>
internal readonly record struct SizeCell(int Rank, int Size, double Count);
