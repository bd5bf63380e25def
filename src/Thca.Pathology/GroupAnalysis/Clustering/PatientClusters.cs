using Thca.Core.Features;

namespace Thca.Pathology.GroupAnalysis.Clustering;

/// <summary>Exploratory clusters and principal components of patients.</summary>
public sealed record PatientClusters
{
    /// <summary>How it went.</summary>
    public required RowStatus Status { get; init; }

    /// <summary>Cluster per patient, 0 and up; empty without clusters.</summary>
    public IReadOnlyList<int> Labels { get; init; } = [];

    /// <summary>Coordinates of every patient along the components.</summary>
    public IReadOnlyList<double[]> Components { get; init; } = [];

    /// <summary>Share of the variance of every component.</summary>
    public IReadOnlyList<double> ExplainedVariance { get; init; } = [];

    /// <summary>Features behind them.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Mean silhouette width of the partition.</summary>
    public double Silhouette { get; init; } = double.NaN;

    /// <summary>Bootstrap stability (mean Jaccard similarity) of every cluster.</summary>
    public IReadOnlyList<double> Stability { get; init; } = [];

    /// <summary>Exact p of the association of clusters with the risk groups, unadjusted.</summary>
    public double GroupP { get; init; } = double.NaN;
}
