namespace Thca.Statistics.Clustering;

/// <summary>Result of one <see cref="KMeans"/> fit.</summary>
/// <param name="Labels">Cluster of every row, 0 to k - 1.</param>
/// <param name="Centres">k rows of centres, row by row, in the units of the data.</param>
/// <param name="Inertia">Sum of squared distances of the rows to their centres.</param>
/// <param name="Iterations">Lloyd iterations of the start that was kept.</param>
public sealed record KMeansFit(int[] Labels, double[] Centres, double Inertia, int Iterations);
