using System.Globalization;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Radiomics.FirstOrder;
using Thca.Radiomics.Preprocessing;
using Thca.Radiomics.Settings;
using Thca.Radiomics.Shape;
using Thca.Radiomics.Texture;

namespace Thca.Radiomics.Computation;

/// <summary>All classes on one region: discretises once, runs every class's tasks, collects the values in column order.</summary>
/// <param name="options">Settings.</param>
/// <param name="selected">Features to compute.</param>
internal sealed class RegionWork(RadiomicsOptions options, SelectedFeatures selected)
{
    /// <summary>Computes the features.</summary>
    /// <param name="region">Voxels and intensities for all classes but shape.</param>
    /// <param name="shape">Voxels for shape.</param>
    /// <param name="bins">Gray-level bins; null for those that the settings give for this region.</param>
    /// <param name="alongside">Further tasks to run at the same time.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Cancels between tasks.</param>
    public FeatureValue[] Run(RegionIntensities region, RegionVoxels shape, GrayLevelBins? bins, IReadOnlyList<Action> alongside, ComputeOptions? compute, CancellationToken ct)
    {
        DiscretizedRegion discretized = Discretize(region, bins ?? BinsOf(region.Values, region.IsSinglePrecision));
        ClassComputation[] classes = [.. Plan(region, shape, discretized)];
        List<Action> tasks = [.. alongside];
        foreach (ClassComputation c in classes.OrderBy(c => c.IsDivided)) c.AddTasks(tasks);
        RunAll(tasks, compute ?? ComputeOptions.Default, ct);
        return [.. classes.SelectMany(c => c.Results())];
    }

    // Tasks differ in length by orders of magnitude: each worker takes the next one when it is free.
    private static void RunAll(List<Action> tasks, ComputeOptions compute, CancellationToken ct)
    {
        int next = -1;
        OrderedParallel.For(
            Math.Min(compute.MaxDegreeOfParallelism, tasks.Count),
            _ =>
            {
                for (int i = Interlocked.Increment(ref next); i < tasks.Count; i = Interlocked.Increment(ref next))
                {
                    ct.ThrowIfCancellationRequested();
                    tasks[i]();
                }
            },
            compute,
            ct);
    }

    /// <summary>The bins that the settings give for some intensities.</summary>
    public GrayLevelBins BinsOf(ReadOnlySpan<double> values, bool singlePrecision)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double v in values) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        return options.BinCount is { } count
            ? GrayLevelBins.OfCount(count, low, high, options.FlatRegionLevel, singlePrecision)
            : GrayLevelBins.OfWidth(options.BinWidth, low, high);
    }

    /// <summary>The region as gray levels on its padded box.</summary>
    public DiscretizedRegion Discretize(RegionIntensities region, GrayLevelBins bins)
    {
        int pad = Math.Max(1, options.Distances.Max());
        var discretized = new DiscretizedRegion(region.Voxels.Box.Size, region.Spacing, pad, region.Voxels.BoxOffsets(), bins.LevelsOf(region.Values));
        if (discretized.LevelCount <= RadiomicsOptionsCheck.MaximumBins) return discretized;
        throw new ThcaException(
            ProblemCodes.OptionInvalid,
            string.Create(CultureInfo.InvariantCulture, $"The region occupies {discretized.LevelCount} gray levels at binWidth {options.BinWidth}; at most {RadiomicsOptionsCheck.MaximumBins} can be used."),
            "Use a larger binWidth, or binCount.");
    }

    private IEnumerable<ClassComputation> Plan(RegionIntensities region, RegionVoxels shape, DiscretizedRegion levels)
    {
        int flatAxis = options.Force2D ? options.Force2DDimension : -1;
        NeighbourOffset[] nearest = NeighbourOffsets.OneSided(levels.Box, [1], flatAxis), offsets = NeighbourOffsets.OneSided(levels.Box, options.Distances, flatAxis);
        SharedNeighbourhood? shared = offsets.Length == 0 ? null : new SharedNeighbourhood(new NeighbourhoodPass(levels, offsets, options.GldmAlpha));
        foreach (string name in selected.Classes)
        {
            yield return name switch
            {
                "shape" => new SingleComputation<ShapeMeasures>(selected.Shape, () => ShapeMeasures.Of(shape), ""),
                "shape2D" => new SingleComputation<Shape2DMeasures>(selected.Shape2D, () => Shape2DMeasures.Of(shape, options), Shape2DMeasures.WhyUndefined(shape, options)),
                "firstorder" => new SingleComputation<FirstOrderStatistics>(selected.FirstOrder, () => FirstOrder(region, levels), ""),
                "glcm" => new GlcmComputation(selected.Glcm, levels, offsets, options),
                "glrlm" => new GlrlmComputation(selected.Glrlm, levels, nearest, options.WeightingNorm),
                "glszm" => new SingleComputation<GrayLevelSizeStatistics>(selected.Glszm, () => Zones(levels, nearest), "The region has no neighbouring voxels."),
                "gldm" => new NeighbourhoodComputation<GrayLevelSizeStatistics>(selected.Gldm, shared, n => new GrayLevelSizeStatistics(n.Dependence, levels.Levels)),
                _ => new NeighbourhoodComputation<NeighbourDifferenceStatistics>(selected.Ngtdm, shared, n => Differences(n, levels)),
            };
        }
    }

    private FirstOrderStatistics FirstOrder(RegionIntensities region, DiscretizedRegion levels) =>
        new(region.Values, levels.Counts, options.VoxelArrayShift, region.Spacing.VoxelVolume, options.ExactFlatMoments);

    private static GrayLevelSizeStatistics? Zones(DiscretizedRegion levels, NeighbourOffset[] nearest) =>
        nearest.Length == 0 ? null : new GrayLevelSizeStatistics(ZoneSizeMatrix.Of(levels, nearest), levels.Levels);

    private NeighbourDifferenceStatistics Differences(Neighbourhood n, DiscretizedRegion levels)
    {
        int[] counts = options.NgtdmIsolated == IsolatedVoxels.Exclude ? n.VoxelCounts : [.. n.VoxelCounts.Zip(n.IsolatedCounts, (a, b) => a + b)];
        return new NeighbourDifferenceStatistics(levels.Levels, counts, n.Differences);
    }
}
