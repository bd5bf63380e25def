using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Subregions;
using Thca.Statistics.Legacy;

namespace Thca.Heterogeneity.Ith;

/// <summary>
/// 3-D ITHscore: sub-regions are clustered into habitats by their features; the score is one minus the share of the volume that lies in the
/// largest connected piece of each habitat.
/// </summary>
public static class IthAnalyzer
{
    /// <summary>Computes the score. The result does not depend on the number of threads; what cannot be computed is NaN with a reason.</summary>
    /// <param name="subregions">Label of every voxel.</param>
    /// <param name="table">Features of the valid sub-regions.</param>
    /// <param name="tumour">The whole tumour, including sub-regions without features.</param>
    /// <param name="options">Settings.</param>
    /// <param name="patient">Name of the case; distinguishes sub-streams of the seed.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="progress">Bootstrap replicates finished.</param>
    /// <param name="ct">Stops between replicates.</param>
    /// <exception cref="GeometryMismatchException">Labels and tumour lie on different grids.</exception>
    public static IthResult Analyze(
        LabelMap subregions,
        SubregionTable table,
        Mask tumour,
        IthOptions options,
        string patient = "",
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default) => Analyze(subregions, table, tumour, options, patient, null, compute, progress, ct);

    /// <summary>As above; in Reference mode the bootstrap draws come from a generator that later steps go on using.</summary>
    internal static IthResult Analyze(
        LabelMap subregions, SubregionTable table, Mask tumour, IthOptions options, string patient, Mt19937? draws, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        options.Validate();
        if (subregions.Size != tumour.Size) throw new GeometryMismatchException(subregions.Geometry, tumour.Geometry);
        HabitatFeatures features = HabitatFeatures.Of(table, options);
        if (features.Problem is { } problem) return new IthResult { Reason = problem, DroppedFeatures = features.Dropped };
        if (table.RowCount < options.EffectiveMinClusters)
            return new IthResult { Reason = new Problem("ITH_TOO_FEW_SUBREGIONS", FormattableString.Invariant($"{table.RowCount} sub-region(s) have features; at least {options.EffectiveMinClusters} are needed.")) };

        HabitatModel model = HabitatModel.Fit(features.Rows, features.Columns, options, options.IsReference ? null : options.Seed.Stream("kmeans", patient));
        var scorer = new IthScorer(subregions, table, tumour, options);
        IthResult result = scorer.Describe(model) with { DroppedFeatures = features.Dropped };
        int replicates = options.EffectiveReplicates;
        if (replicates == 0) return result;
        if (table.RowCount < options.MinSubregionsForInterval)
            return result with { IntervalReason = new Problem("ITH_INTERVAL_TOO_FEW_SUBREGIONS", FormattableString.Invariant($"{table.RowCount} sub-regions have features; an interval needs {options.MinSubregionsForInterval}.")) };
        var bootstrap = new IthBootstrap(scorer, features, model.Clusters, options);
        return result with { Interval = bootstrap.Run(replicates, patient, draws, compute, progress, ct) };
    }
}
