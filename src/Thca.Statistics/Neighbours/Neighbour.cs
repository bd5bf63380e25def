namespace Thca.Statistics.Neighbours;

/// <summary>A row found by <see cref="NearestNeighbours"/>.</summary>
/// <param name="Row">Which row.</param>
/// <param name="Distance">Euclidean distance to it.</param>
public readonly record struct Neighbour(int Row, double Distance);
