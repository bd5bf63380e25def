namespace Thca.Heterogeneity.Ith;

/// <summary>How the number of habitats is chosen.</summary>
public enum ClusterSelection
{
    /// <summary>Sharpest bend of the inertia curve; the ends of the range cannot win.</summary>
    Elbow,

    /// <summary>Largest mean silhouette width.</summary>
    Silhouette,
}
