namespace Thca.Radiomics.Texture;

/// <summary>Step from a voxel to a neighbour.</summary>
internal readonly record struct NeighbourOffset(int X, int Y, int Z);
