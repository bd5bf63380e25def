namespace Thca.Heterogeneity.Ith;

/// <summary>Bootstrap interval of the ITHscore.</summary>
/// <param name="Lower">2.5 % quantile of the replicates' scores.</param>
/// <param name="Upper">97.5 % quantile.</param>
/// <param name="StandardDeviation">Population standard deviation of the scores.</param>
/// <param name="MostFrequentClusters">Most frequent number of habitats; the smallest in a tie.</param>
/// <param name="ClusterStability">Share of replicates with the number of habitats of the estimate.</param>
public sealed record IthInterval(double Lower, double Upper, double StandardDeviation, int MostFrequentClusters, double ClusterStability)
{
    /// <summary>Upper minus lower limit.</summary>
    public double Width => Upper - Lower;
}
