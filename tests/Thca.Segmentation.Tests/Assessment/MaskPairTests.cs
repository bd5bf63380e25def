using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Segmentation.Assessment;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Assessment;

public class MaskPairTests
{
    [Fact]
    public void A_box_shifted_by_one_slice_of_2_mm()
    {
        ImageGeometry grid = Boxes.Grid(20, 20, 20, 1, 1, 2);
        MaskPairMetrics m = MaskPair.Compare(Boxes.Box(grid, (4, 4, 4), (8, 8, 8)), Boxes.Box(grid, (4, 4, 5), (8, 8, 8)));
        Close.To(0.875, m.Dice, 1e-12);
        Close.To(7.0 / 9, m.Jaccard, 1e-12);
        Close.To(1024, m.VolumeBefore, 1e-12);
        Close.To(1024, m.VolumeAfter, 1e-12);
        Close.To(2, m.Hausdorff, 1e-12);
        Close.To(2, m.Hausdorff95, 1e-12);
        Close.To(0.608108108108, m.AverageSurfaceDistance, 1e-11);
        Close.To(0.729729729730, m.SurfaceDice[0].Value, 1e-11);
        Close.To(1, m.SurfaceDice[1].Value, 1e-12);
        Close.To(2, m.CentroidShift, 1e-12);
        Assert.Equal((448L, 64L, 64L, 8000L - 576), (m.TruePositives, m.FalsePositives, m.FalseNegatives, m.TrueNegatives));
        Close.To(128, m.Added, 1e-12);
        Close.To(128, m.Removed, 1e-12);
        Close.To(2.0 / 9, m.EditedFraction, 1e-12);
        Assert.Equal((0.0, 0.0, 0.875, 0.875), (m.Change, m.ChangePercent, m.Precision, m.Sensitivity));
        Assert.Equal(new ComponentChanges(1, 1, 1, 0), m.Components);
        Assert.Equal((8, 8, 2), (m.Slices.Before, m.Slices.After, m.Slices.Edited));
        Assert.Equal((2.0, -2.0, 0.0), (m.Slices.SuperiorShiftMm, m.Slices.InferiorShiftMm, m.Slices.LowestDice));
        Assert.Equal((4, 64.0, 0.0, 64.0), (m.Slices.Slices[0].Index, m.Slices.Slices[0].AreaBefore, m.Slices.Slices[0].AreaAfter, m.Slices.Slices[0].Removed));
        Assert.Equal((EditCategory.Moderate, false, false, true), (m.Category, m.Acceptable, m.Excellent, m.VolumeStable));
        Assert.Empty(m.Reasons);
    }

    [Fact]
    public void The_surface_of_the_box_has_296_voxels()
    {
        ImageGeometry grid = Boxes.Grid(20, 20, 20, 1, 1, 2);
        var surfaces = SurfaceDistances.Between(Boxes.Box(grid, (4, 4, 4), (8, 8, 8)), Boxes.Box(grid, (4, 4, 5), (8, 8, 8)));
        Assert.Equal((296, 296), (surfaces.FirstToSecond.Length, surfaces.SecondToFirst.Length));
    }

    [Fact]
    public void The_border_of_the_grid_is_outside()
    {
        ImageGeometry grid = Boxes.Grid(3, 3, 3);
        Mask full = Boxes.Box(grid, (0, 0, 0), (3, 3, 3));
        Assert.Equal(26, SurfaceDistances.Between(full, full).FirstToSecond.Length);
    }

    [Fact]
    public void Exchanging_the_masks_keeps_what_is_symmetric_and_swaps_the_rest()
    {
        (Mask a, Mask b) = Pair(Boxes.Grid(30, 28, 20, 0.7, 0.9, 2.5), 0, 0, 0);
        MaskPairMetrics forth = MaskPair.Compare(a, b), back = MaskPair.Compare(b, a);
        Assert.Equal((forth.Dice, forth.Jaccard, forth.Hausdorff, forth.Hausdorff95, forth.EditedFraction), (back.Dice, back.Jaccard, back.Hausdorff, back.Hausdorff95, back.EditedFraction));
        Close.To(forth.AverageSurfaceDistance, back.AverageSurfaceDistance, 1e-12);
        Close.To(forth.CentroidShift, back.CentroidShift, 1e-12);
        Assert.Equal((forth.Added, forth.Removed, forth.Precision, forth.Sensitivity), (back.Removed, back.Added, back.Sensitivity, back.Precision));
        Assert.Equal((-forth.Change, forth.Category), (back.Change, back.Category));
    }

    [Theory]
    [InlineData(3, 0, 0)]
    [InlineData(0, 4, 2)]
    [InlineData(5, 6, 3)]
    public void Moving_both_masks_changes_nothing(int dx, int dy, int dz)
    {
        ImageGeometry grid = Boxes.Grid(40, 40, 26, 0.7, 0.9, 2.5);
        (Mask a, Mask b) = Pair(grid, 0, 0, 0);
        (Mask c, Mask d) = Pair(grid, dx, dy, dz);
        MaskPairMetrics here = MaskPair.Compare(a, b), there = MaskPair.Compare(c, d);
        Assert.Equal((here.Dice, here.TruePositives, here.FalsePositives, here.FalseNegatives, here.Components), (there.Dice, there.TruePositives, there.FalsePositives, there.FalseNegatives, there.Components));
        Close.To(here.Hausdorff95, there.Hausdorff95, 1e-12);
        Close.To(here.AverageSurfaceDistance, there.AverageSurfaceDistance, 1e-12);
        Close.To(here.CentroidShift, there.CentroidShift, 1e-9);
    }

    [Fact]
    public void Scaling_the_grid_scales_distances_and_volumes()
    {
        MaskPairMetrics one = Compare(1), two = Compare(2);
        Assert.Equal((one.Dice, one.Precision), (two.Dice, two.Precision));
        Close.To(2 * one.Hausdorff, two.Hausdorff, 1e-12);
        Close.To(2 * one.AverageSurfaceDistance, two.AverageSurfaceDistance, 1e-12);
        Close.To(8 * one.VolumeAfter, two.VolumeAfter, 1e-12);

        static MaskPairMetrics Compare(double scale)
        {
            (Mask a, Mask b) = Pair(Boxes.Grid(30, 28, 20, 0.7, 0.9, 2.5), 0, 0, 0);
            ImageGeometry grid = Boxes.Grid(30, 28, 20, 0.7 * scale, 0.9 * scale, 2.5 * scale);
            return MaskPair.Compare(new Mask(grid, a.Voxels.ToArray()), new Mask(grid, b.Voxels.ToArray()));
        }
    }

    [Fact]
    public void Distances_agree_with_all_pairs_of_surface_voxels()
    {
        ImageGeometry grid = Boxes.Grid(17, 15, 9, 0.6, 1.1, 2.5);
        Mask a = Boxes.Ball(grid, (7, 7, 4), 4), b = Boxes.Union(Boxes.Ball(grid, (9, 6, 4), 3), Boxes.Box(grid, (0, 13, 8), (2, 2, 1)));
        SurfaceDistances distances = SurfaceDistances.Between(a, b);
        double[] expected = Brute(a, b);
        Close.To(expected, distances.FirstToSecond, 1e-12, what: "first to second");
        Close.To(Brute(b, a), distances.SecondToFirst, 1e-12, what: "second to first");
        Close.To(Math.Max(expected.Max(), Brute(b, a).Max()), distances.Hausdorff, 1e-12);
    }

    [Fact]
    public void Two_empty_masks_agree_or_by_option_are_undefined()
    {
        Mask empty = Boxes.Empty(Boxes.Grid(5, 5, 5));
        MaskPairMetrics m = MaskPair.Compare(empty, empty);
        Assert.Equal((1.0, 1.0, 0.0, 0.0, EditCategory.None, true), (m.Dice, m.Jaccard, m.EditedFraction, m.Change, m.Category, m.Acceptable));
        Assert.True(double.IsNaN(m.Precision) && double.IsNaN(m.ChangePercent) && double.IsNaN(m.Hausdorff) && double.IsNaN(m.SurfaceDice[0].Value) && double.IsNaN(m.CentroidShift));
        Assert.Equal(ProblemCodes.MaskEmpty, m.Reasons["hd_mm"].Code);
        Assert.Contains("nsd_1mm", m.Reasons.Keys);
        MaskPairMetrics undefined = MaskPair.Compare(empty, empty, new MaskPairOptions { EmptyIsNaN = true });
        Assert.True(double.IsNaN(undefined.Dice) && undefined.Acceptable is null && undefined.Category == EditCategory.None);
        Assert.Contains("dice", undefined.Reasons.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_empty_mask_gives_0_for_overlap_and_NaN_with_reason_for_distances(bool firstIsEmpty)
    {
        ImageGeometry grid = Boxes.Grid(6, 6, 6);
        Mask empty = Boxes.Empty(grid), box = Boxes.Box(grid, (1, 1, 1), (3, 3, 3));
        MaskPairMetrics m = firstIsEmpty ? MaskPair.Compare(empty, box) : MaskPair.Compare(box, empty);
        Assert.Equal((0.0, 0.0, 1.0, 0.0, EditCategory.Major), (m.Dice, m.Jaccard, m.EditedFraction, m.SurfaceDice[0].Value, m.Category));
        Assert.True(double.IsNaN(m.Hausdorff) && double.IsNaN(m.Hausdorff95) && double.IsNaN(m.AverageSurfaceDistance) && double.IsNaN(m.CentroidShift));
        Assert.Equal(firstIsEmpty, double.IsNaN(m.Precision));
        Assert.Equal(!firstIsEmpty, double.IsNaN(m.Sensitivity));
        Assert.Equal(firstIsEmpty ? new ComponentChanges(0, 1, 0, 1) : new ComponentChanges(1, 0, 0, 0), m.Components);
        Assert.Equal(firstIsEmpty ? null : false, m.VolumeStable);
        Assert.Contains(firstIsEmpty ? "before" : "after", m.Reasons["hd95_mm"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Components_match_by_a_tenth_of_the_smaller()
    {
        ImageGeometry grid = Boxes.Grid(40, 12, 12);
        Mask before = Boxes.Union(Boxes.Box(grid, (0, 0, 0), (10, 1, 1)), Boxes.Box(grid, (20, 0, 0), (3, 3, 3)));
        Mask after = Boxes.Union(Boxes.Box(grid, (9, 0, 0), (10, 1, 1)), Boxes.Box(grid, (30, 5, 5), (3, 3, 3)));
        Assert.Equal(new ComponentChanges(2, 2, 1, 1), ComponentChanges.Between(before, after));
        Assert.Equal(new ComponentChanges(2, 2, 0, 2), ComponentChanges.Between(before, after, 0.11));
        Assert.Equal((1, 0.5), (ComponentChanges.Between(before, after).Removed, ComponentChanges.Between(before, after).LesionSensitivity));
    }

    [Fact]
    public void Transverse_slices_follow_the_direction_of_the_grid()
    {
        // Index x runs to the feet.
        var grid = new ImageGeometry(new GridSize(10, 6, 6), new Spacing(3, 1, 1), default, new DirectionCosines(0, 1, 0, 0, 0, 1, -1, 0, 0));
        MaskPairMetrics m = MaskPair.Compare(Boxes.Box(grid, (2, 1, 1), (4, 2, 2)), Boxes.Box(grid, (3, 1, 1), (5, 2, 2)));
        Assert.Equal((4, 5, 3), (m.Slices.Before, m.Slices.After, m.Slices.Edited));
        Assert.Equal((-3.0, 6.0), (m.Slices.SuperiorShiftMm, m.Slices.InferiorShiftMm));
        Assert.Equal(4, m.Slices.Slices[0].AreaBefore);
    }

    [Theory]
    [InlineData(true, 1, EditCategory.None)]
    [InlineData(false, 0.9, EditCategory.Minor)]
    [InlineData(false, 0.8999999, EditCategory.Moderate)]
    [InlineData(false, 0.7, EditCategory.Moderate)]
    [InlineData(false, 0.6999999, EditCategory.Major)]
    [InlineData(false, 0, EditCategory.Major)]
    public void Categories_are_closed(bool identical, double dice, EditCategory expected) => Assert.Equal(expected, new EditCategoryEdges().Of(identical, dice));

    [Fact]
    public void Threads_and_repetition_change_no_bit()
    {
        (Mask a, Mask b) = Pair(Boxes.Grid(60, 50, 40, 0.7, 0.7, 1.5), 0, 0, 0);
        MaskPairMetrics one = MaskPair.Compare(a, b, compute: ComputeOptions.SingleThread), many = MaskPair.Compare(a, b, compute: new ComputeOptions { MaxDegreeOfParallelism = 4 });
        Assert.Equal((one.Hausdorff95, one.AverageSurfaceDistance, one.CentroidShift), (many.Hausdorff95, many.AverageSurfaceDistance, many.CentroidShift));
    }

    [Fact]
    public void Masks_of_different_size_and_bad_options_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MaskPair.Compare(Boxes.Empty(Boxes.Grid(3, 3, 3)), Boxes.Empty(Boxes.Grid(3, 3, 4))));
        Mask empty = Boxes.Empty(Boxes.Grid(3, 3, 3));
        var bad = new MaskPairOptions { TolerancesMm = [-1], CategoryEdges = new EditCategoryEdges(0.5, 0.7), ComponentOverlap = 0, AcceptableDice = 2 };
        Assert.Equal(4, Assert.Throws<OptionsException>(() => MaskPair.Compare(empty, empty, bad)).Problems.Count);
    }

    private static (Mask A, Mask B) Pair(ImageGeometry grid, int dx, int dy, int dz)
    {
        Mask a = Boxes.Ball(grid, (12 + dx, 12 + dy, 8 + dz), 6.3);
        return (a, Boxes.Union(Boxes.Ball(grid, (14 + dx, 12 + dy, 8 + dz), 5.1), Boxes.Box(grid, (20 + dx, 20 + dy, 12 + dz), (4, 3, 2))));
    }

    private static double[] Brute(Mask from, Mask to)
    {
        VoxelIndex[] a = Surface(from), b = Surface(to);
        Spacing s = from.Geometry.Spacing;
        return [.. a.Select(p => b.Min(q => Math.Sqrt(Square((p.X - q.X) * s.X) + Square((p.Y - q.Y) * s.Y) + Square((p.Z - q.Z) * s.Z))))];
    }

    private static VoxelIndex[] Surface(Mask mask) =>
        [.. Enumerable.Range(0, mask.Size.Count).Select(mask.Size.IndexOf).Where(v => mask[v.X, v.Y, v.Z] && Neighbours(v).Any(n => !mask.Size.Contains(n.X, n.Y, n.Z) || !mask[n.X, n.Y, n.Z]))];

    private static IEnumerable<VoxelIndex> Neighbours(VoxelIndex v) =>
        [new(v.X - 1, v.Y, v.Z), new(v.X + 1, v.Y, v.Z), new(v.X, v.Y - 1, v.Z), new(v.X, v.Y + 1, v.Z), new(v.X, v.Y, v.Z - 1), new(v.X, v.Y, v.Z + 1)];

    private static double Square(double x) => x * x;
}
