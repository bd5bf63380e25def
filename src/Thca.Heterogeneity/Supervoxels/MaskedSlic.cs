using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>
/// Divides a masked region of a volume into compact supervoxels (SLIC; Achanta et al., IEEE TPAMI 2012; masked form: Irving, 2016).
/// D = |v - c|² / S² + ((f(v) - f) / compactness)², with S the mean distance between neighbouring seeds.
/// </summary>
public static class MaskedSlic
{
    /// <summary>Segments the mask. Inputs are not changed; the result does not depend on the number of threads.</summary>
    /// <param name="image">One channel, e.g. HU.</param>
    /// <param name="mask">Region to divide, on the image's grid.</param>
    /// <param name="options">Settings.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="progress">Iterations done.</param>
    /// <param name="ct">Stops between blocks of voxels.</param>
    /// <exception cref="GeometryMismatchException">Image and mask lie on different grids.</exception>
    /// <exception cref="EmptyMaskException">The mask has no voxel.</exception>
    /// <exception cref="ThcaException"><c>NON_FINITE_VOXELS</c>: an intensity that counts is not finite. <c>MASK_TOO_SMALL</c>: a mask that gives one
    /// cluster only, which Reference mode cannot scale.</exception>
    public static SlicResult Segment(
        Volume<float> image,
        Mask mask,
        SlicOptions options,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options.Validate();
        if (image.Size != mask.Size) throw new GeometryMismatchException(image.Geometry, mask.Geometry);
        VoxelRegion box = mask.RequireBoundingBox();
        MaskPoints points = MaskPoints.Of(mask, box);
        double[] intensity = SlicIntensity.Of(image, mask, box, points, options, compute, ct);
        if (Array.Exists(intensity, v => !double.IsFinite(v)))
            throw new ThcaException(ProblemCodes.NonFiniteVoxels, "The image has NaN or infinite voxels in or around the mask.", "Repair the image or shrink the mask.");

        int[] clusters = Math.Min(options.Segments, points.Count) == 1
            ? Single(points, options)
            : Cluster(image.Geometry, box, points, intensity, options, compute, progress, ct);
        var labels = new int[image.Size.Count];
        for (int i = 0; i < clusters.Length; i++) labels[points.Offsets[i]] = clusters[i] + 1;
        double mean = (double)points.Count / Math.Min(options.Segments, points.Count);
        return Connect(labels, image.Geometry, points, mean, options);
    }

    private static int[] Single(MaskPoints points, SlicOptions options) => options.Mode == AnalysisMode.Sound
        ? new int[points.Count]
        : throw new ThcaException(ProblemCodes.MaskTooSmall, FormattableString.Invariant($"A mask of {points.Count} voxel(s) and {options.Segments} segment(s) gives one cluster, which has no distance to a neighbour."), "Ask for at least two segments of a mask of at least two voxels.");

    private static int[] Cluster(ImageGeometry geometry, VoxelRegion box, MaskPoints points, double[] f, SlicOptions options, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        bool reference = options.Mode == AnalysisMode.Reference;
        AxisScale scale = options.EffectiveSpacing ? AxisScale.Of(geometry.Spacing) : AxisScale.Voxels;
        // Sound coordinates start at the lesion's box, so that the same lesion elsewhere in the volume gives the same regions.
        VoxelIndex origin = reference ? default : box.Start;
        MaskPoints local = points.RelativeTo(origin);
        SlicSeeds seeds = reference ? SlicSeeds.Legacy(local, options.Segments, compute, ct) : SlicSeeds.Seeded(local, options.Segments, scale, options.Seed, compute, ct);
        Centroids centroids = seeds.Centroids;
        SearchWindows? windows = reference ? new SearchWindows(geometry.Size, centroids.Count) : null;
        var nearest = new NearestCentroid(local, f, scale, compute, ct);
        double weight = 1.0 / ((double)(float)seeds.Step * (float)seeds.Step);
        int[] hints = Unassigned(points.Count), labels = hints;
        int done = 0;
        foreach (bool useIntensity in (ReadOnlySpan<bool>)[false, true])
        {
            labels = Unassigned(points.Count);
            for (int iteration = 0; iteration < options.Iterations; iteration++)
            {
                nearest.Assign(centroids, weight, useIntensity, windows, hints, labels);
                centroids.MoveTo(labels, local, f, emptyStays: false);
                hints = labels;
                progress?.Report(new WorkProgress("slic", ++done, 2 * options.Iterations));
            }
        }

        return labels;
    }

    private static int[] Unassigned(int count)
    {
        var labels = new int[count];
        Array.Fill(labels, -1);
        return labels;
    }

    private static SlicResult Connect(int[] labels, ImageGeometry geometry, MaskPoints points, double meanSize, SlicOptions options)
    {
        int smallest = (int)(options.MinSizeFactor * meanSize);
        int[] connected = options.EffectiveConnectivity switch
        {
            SlicConnectivity.RasterScan => RasterConnectivity.Enforce(labels, geometry.Size, points, smallest, (int)(options.MaxSizeFactor * meanSize)),
            SlicConnectivity.LargestSharedFace => FaceConnectivity.Enforce(labels, geometry, points, smallest),
            _ => labels,
        };
        var map = new LabelMap(geometry, connected);
        return new SlicResult(map, map.DistinctLabels().Count);
    }
}
