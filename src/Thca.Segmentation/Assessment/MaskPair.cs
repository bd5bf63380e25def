using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Assessment;

/// <summary>Compares two masks of one case on the same grid.</summary>
public static class MaskPair
{
    /// <summary>Measures a pair.</summary>
    /// <param name="before">Mask before editing, or the prediction.</param>
    /// <param name="after">Mask after editing, or the truth; its grid is taken to be that of the first.</param>
    /// <param name="options">Tolerances, edges and limits.</param>
    /// <param name="compute">Threads of the distance maps; default all cores. Never changes a result.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArgumentException">The grids differ in size.</exception>
    /// <exception cref="Core.Errors.OptionsException">A setting is outside its range.</exception>
    public static MaskPairMetrics Compare(Mask before, Mask after, MaskPairOptions? options = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        options ??= new MaskPairOptions();
        options.Validate();
        if (UnionBox.Of(before, after) is not { } box) return Empty(before, options);
        Mask a = before.Crop(box), b = after.Crop(box);
        Overlap o = Overlap.Of(a.Voxels, b.Voxels);
        bool oneEmpty = o.Both + o.OnlyBefore == 0 || o.Both + o.OnlyAfter == 0;
        SurfaceDistances? surfaces = options.Surfaces && !oneEmpty ? SurfaceDistances.InBox(a, b, compute, ct) : null;
        double dice = 2.0 * o.Both / (2 * o.Both + o.OnlyBefore + o.OnlyAfter);
        bool identical = o.OnlyBefore + o.OnlyAfter == 0;
        var metrics = new MaskPairMetrics
        {
            TruePositives = o.Both,
            FalsePositives = o.OnlyBefore,
            FalseNegatives = o.OnlyAfter,
            TrueNegatives = before.Size.Count - o.Both - o.OnlyBefore - o.OnlyAfter,
            VoxelVolume = before.Geometry.Spacing.VoxelVolume,
            Dice = dice,
            Jaccard = (double)o.Both / (o.Both + o.OnlyBefore + o.OnlyAfter),
            Hausdorff = surfaces?.Hausdorff ?? double.NaN,
            Hausdorff95 = surfaces?.Hausdorff95 ?? double.NaN,
            AverageSurfaceDistance = surfaces?.AverageSymmetric ?? double.NaN,
            SurfaceDice = options.Surfaces ? [.. options.TolerancesMm.Select(t => (t, surfaces?.SurfaceDice(t) ?? 0))] : [],
            CentroidShift = oneEmpty ? double.NaN : Centroid(a, a.Geometry).DistanceTo(Centroid(b, a.Geometry)),
            Components = options.Surfaces ? ComponentChanges.Between(a, b, options.ComponentOverlap) : null,
            Slices = SliceExtent.Between(a, b, box.Start),
            Category = options.CategoryEdges.Of(identical, dice),
            Acceptable = dice >= options.AcceptableDice,
            Excellent = dice >= options.ExcellentDice,
            VolumeStable = null,
            Reasons = oneEmpty ? OneEmpty(o.Both + o.OnlyBefore == 0) : new Dictionary<string, Problem>(),
        };
        return metrics with { VolumeStable = double.IsNaN(metrics.ChangePercent) ? null : Math.Abs(metrics.ChangePercent) <= options.StableVolumePercent };
    }

    private static MaskPairMetrics Empty(Mask mask, MaskPairOptions options)
    {
        double overlap = options.EmptyIsNaN ? double.NaN : 1;
        return new MaskPairMetrics
        {
            TruePositives = 0,
            FalsePositives = 0,
            FalseNegatives = 0,
            TrueNegatives = mask.Size.Count,
            VoxelVolume = mask.Geometry.Spacing.VoxelVolume,
            Dice = overlap,
            Jaccard = overlap,
            Hausdorff = double.NaN,
            Hausdorff95 = double.NaN,
            AverageSurfaceDistance = double.NaN,
            SurfaceDice = options.Surfaces ? [.. options.TolerancesMm.Select(t => (t, double.NaN))] : [],
            CentroidShift = double.NaN,
            Components = options.Surfaces ? new ComponentChanges(0, 0, 0, 0) : null,
            Slices = new SliceExtent { Slices = [], SuperiorShiftMm = double.NaN, InferiorShiftMm = double.NaN },
            Category = EditCategory.None,
            Acceptable = options.EmptyIsNaN ? null : true,
            Excellent = options.EmptyIsNaN ? null : true,
            VolumeStable = true,
            Reasons = BothEmpty(options),
        };
    }

    private static Dictionary<string, Problem> OneEmpty(bool beforeIsEmpty)
    {
        var problem = new Problem(ProblemCodes.MaskEmpty, beforeIsEmpty ? "The mask before has no voxel." : "The mask after has no voxel.");
        string[] undefined = ["hd_mm", "hd95_mm", "assd_mm", "centroid_shift_mm", "superior_shift_mm", "inferior_shift_mm", .. beforeIsEmpty ? (string[])["precision", "change_percent"] : ["sensitivity"]];
        return undefined.ToDictionary(c => c, _ => problem, StringComparer.Ordinal);
    }

    private static Dictionary<string, Problem> BothEmpty(MaskPairOptions options)
    {
        var problem = new Problem(ProblemCodes.MaskEmpty, "Both masks have no voxel.");
        string[] undefined =
        [
            "hd_mm", "hd95_mm", "assd_mm", "centroid_shift_mm", "superior_shift_mm", "inferior_shift_mm", "lowest_slice_dice", "precision", "sensitivity", "change_percent",
            .. options.TolerancesMm.Select(EditColumns.SurfaceDice), .. options.EmptyIsNaN ? (string[])["dice", "jaccard"] : [],
        ];
        return undefined.ToDictionary(c => c, _ => problem, StringComparer.Ordinal);
    }

    private static PhysicalPoint Centroid(Mask mask, ImageGeometry geometry)
    {
        long x = 0, y = 0, z = 0, count = 0;
        ReadOnlySpan<byte> voxels = mask.Voxels;
        for (int k = 0, i = 0; k < mask.Size.Z; k++)
        {
            for (int j = 0; j < mask.Size.Y; j++)
            {
                for (int c = 0; c < mask.Size.X; c++, i++)
                {
                    if (voxels[i] == 0) continue;
                    x += c;
                    y += j;
                    z += k;
                    count++;
                }
            }
        }

        return geometry.IndexToPhysical((double)x / count, (double)y / count, (double)z / count);
    }

    private readonly record struct Overlap(long Both, long OnlyBefore, long OnlyAfter)
    {
        public static Overlap Of(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
        {
            long both = 0, before = 0, after = 0;
            for (int i = 0; i < a.Length; i++)
            {
                int inA = a[i] != 0 ? 1 : 0, inB = b[i] != 0 ? 1 : 0;
                both += inA & inB;
                before += inA & ~inB;
                after += inB & ~inA;
            }

            return new Overlap(both, before, after);
        }
    }
}
