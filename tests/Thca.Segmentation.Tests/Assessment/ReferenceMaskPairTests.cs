using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Segmentation.Assessment;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Assessment;

public class ReferenceMaskPairTests
{
    private static readonly ImageGeometry Grid = Boxes.Grid(20, 20, 20, 1, 1, 2);

    [Fact]
    public void Every_label_counts_as_the_mask()
    {
        Mask anatomy = Boxes.Box(Grid, (0, 0, 0), (10, 10, 4)), lesion = Boxes.Box(Grid, (12, 12, 12), (2, 2, 2)), moved = Boxes.Box(Grid, (14, 12, 12), (2, 2, 2));
        ReferenceMaskPair r = ReferenceMaskPair.Of(Boxes.Labelled(Grid, (1, anatomy), (11, lesion)), Boxes.Labelled(Grid, (1, anatomy), (11, moved)));
        Close.To(2.0 * 400 / 816, r.Dice, 1e-12);
        Close.To(400.0 / 416, r.Jaccard, 1e-12);
        Assert.Equal((816.0, 816.0, 0.0, 0.0, true, "fine tuning", true), (r.VolumeBefore, r.VolumeAfter, r.Change, r.ChangePercent, r.Modified, r.Category, r.Acceptable));
    }

    [Fact]
    public void A_label_that_changes_its_number_is_modified_with_Dice_1()
    {
        Mask box = Boxes.Box(Grid, (0, 0, 0), (3, 3, 3));
        ReferenceMaskPair r = ReferenceMaskPair.Of(Boxes.Labelled(Grid, (1, box)), Boxes.Labelled(Grid, (2, box)));
        Assert.Equal((1.0, true, "fine tuning"), (r.Dice, r.Modified, r.Category));
    }

    [Fact]
    public void The_edges_belong_below()
    {
        // 9 of 10 voxels: Dice exactly 0.9 is acceptable and yet only "moderate".
        ReferenceMaskPair r = ReferenceMaskPair.Of(Boxes.Labelled(Grid, (1, Boxes.Box(Grid, (0, 0, 0), (10, 1, 1)))), Boxes.Labelled(Grid, (1, Boxes.Box(Grid, (1, 0, 0), (10, 1, 1)))));
        Assert.Equal((0.9, "moderate", true), (r.Dice, r.Category, r.Acceptable));
    }

    [Fact]
    public void Empty_maps()
    {
        LabelMap empty = Boxes.Labelled(Grid), box = Boxes.Labelled(Grid, (1, Boxes.Box(Grid, (0, 0, 0), (3, 3, 3))));
        Assert.Equal((1.0, 1.0, "no change"), (ReferenceMaskPair.Of(empty, empty).Dice, ReferenceMaskPair.Of(empty, empty).Jaccard, ReferenceMaskPair.Of(empty, empty).Category));
        ReferenceMaskPair added = ReferenceMaskPair.Of(empty, box);
        Assert.True(double.IsNaN(added.ChangePercent));
        Assert.Equal((0.0, "major", 54.0), (added.Dice, added.Category, added.Change));
        Assert.Throws<ArgumentException>(() => ReferenceMaskPair.Of(empty, new LabelMap(Boxes.Grid(2, 2, 2), new int[8])));
    }
}
