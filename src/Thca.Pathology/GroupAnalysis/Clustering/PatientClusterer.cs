using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Correlation;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Statistics.Clustering;
using Thca.Statistics.Contingency;

namespace Thca.Pathology.GroupAnalysis.Clustering;

/// <summary>Groups patients by cellular heterogeneity alone: robust z, principal components to 80 % of the variance, Ward, two to four clusters by silhouette.</summary>
internal static class PatientClusterer
{
    private const int FewestPatients = 6;
    private const int MostClusters = 4;
    private const double VarianceShare = 0.8;

    public static PatientClusters Analyze(StudyCohort cohort, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        int n = cohort.Patients.Count;
        RobustRows rows = RobustRows.Of(ImagingCorrelations.Rows(cohort), [.. Enumerable.Range(0, n)]);
        if (n < FewestPatients || rows.Columns == 0)
            return new PatientClusters { Status = new RowStatus(GroupAnalysisProblems.NoColumns, FormattableString.Invariant($"{n} patients and {rows.Columns} heterogeneity features without a gap; {FewestPatients} and 1 are needed for clusters.")) };
        PrincipalComponents pca = PrincipalComponents.Fit(rows.Values, rows.Columns, VarianceShare);
        double[] points = pca.Transform(rows.Values), distances = Silhouette.Distances(points, pca.Count);
        WardClustering tree = WardClustering.Fit(points, pca.Count);
        int[] labels = Enumerable.Range(2, MostClusters - 1).Select(tree.Labels).MaxBy(l => Silhouette.Mean(distances, l))!;
        return new PatientClusters
        {
            Status = RowStatus.Ok,
            Labels = labels,
            Components = [.. Enumerable.Range(0, n).Select(i => points[(i * pca.Count)..((i + 1) * pca.Count)])],
            ExplainedVariance = pca.ExplainedVarianceRatios,
            Features = rows.Names,
            Silhouette = Silhouette.Mean(distances, labels),
            Stability = ClusterStability.Jaccard(points, pca.Count, labels, seed, options.ClusterReplicates, compute, ct),
            GroupP = FisherFreemanHalton.Test(ContingencyTable.Count([.. cohort.Groups], labels, 2, MostClusters), new FreemanHaltonOptions { Seed = seed }, ct).PValue,
        };
    }
}
