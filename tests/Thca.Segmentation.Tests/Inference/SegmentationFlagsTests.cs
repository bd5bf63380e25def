using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Tests.Inference;

public class SegmentationFlagsTests
{
    private const int Gland = (int)AnatomicalLabel.Thyroid, Lesion = (int)AnatomicalLabel.Lesion;

    private static readonly ImageGeometry Grid = new(new GridSize(20, 20, 20), Spacing.Isotropic(2));

    [Fact]
    public void Of_LesionInItsGland_NoFlag() => Assert.Empty(SegmentationFlags.Of(Map((5, 15, Gland), (8, 12, Lesion)), LabelSet.Thyroid));

    [Fact]
    public void Of_CutOffLesion_IsFlagged() => Assert.Equal([SegmentationFlags.LesionAtBorder], SegmentationFlags.Of(Map((0, 8, Gland), (0, 4, Lesion)), LabelSet.Thyroid));

    [Fact]
    public void Of_LesionAlone_InACtWithoutItsSurroundings_IsNotCalledFar() =>
        Assert.Empty(SegmentationFlags.Of(Map((8, 12, Lesion)), LabelSet.Thyroid));

    [Fact]
    public void Of_NoLesion_AndNoLabelOfThatName()
    {
        Assert.Equal([SegmentationFlags.LesionAbsent], SegmentationFlags.Of(Map((5, 15, Gland)), LabelSet.Thyroid));
        Assert.Empty(SegmentationFlags.Of(Map((5, 15, Gland)), new LabelSet([KeyValuePair.Create("background", 0), KeyValuePair.Create("thyroid", 1)])));
    }

    [Fact]
    public void Of_SmallLesion_IsFlagged() => Assert.Equal([SegmentationFlags.LesionTiny], SegmentationFlags.Of(Map((5, 15, Gland), (9, 11, Lesion)), LabelSet.Thyroid));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(0.7, 2, 5)]
    [InlineData(12, 3, 4)]
    public void Far_AgreesWithAllPairsOfVoxels(double x, double y, double z)
    {
        RandomStream random = RandomSeed.Default.Stream("flags-test");
        int far = 0;
        for (int round = 0; round < 40; round++)
        {
            var size = new GridSize(9, 8, 7);
            var labels = new int[size.Count];
            for (int i = 0; i < 3; i++)
            {
                labels[random.NextInt(labels.Length)] = Gland;
                labels[random.NextInt(labels.Length)] = Lesion;
            }

            var map = new LabelMap(new ImageGeometry(size, new Spacing(x, y, z)), labels);
            if (!labels.Contains(Gland) || !labels.Contains(Lesion)) continue;
            bool expected = !(from a in Enumerable.Range(0, labels.Length)
                              where labels[a] == Gland
                              from b in Enumerable.Range(0, labels.Length)
                              where labels[b] == Lesion
                              let d = At(map.Geometry, a).DistanceTo(At(map.Geometry, b))
                              where d <= 10 + 1e-9
                              select d).Any();
            Assert.Equal(expected, SegmentationFlags.Of(map, LabelSet.Thyroid).Contains(SegmentationFlags.LesionFarFromThyroid));
            far += expected ? 1 : 0;
        }

        Assert.True(x == 1 || far > 0);
    }

    private static PhysicalPoint At(ImageGeometry geometry, int offset)
    {
        VoxelIndex v = geometry.Size.IndexOf(offset);
        return geometry.IndexToPhysical(v.X, v.Y, v.Z);
    }

    // Cubes [from, to)³, later ones over earlier ones.
    private static LabelMap Map(params (int From, int To, int Label)[] cubes)
    {
        var labels = new int[Grid.Size.Count];
        foreach ((int from, int to, int label) in cubes)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                VoxelIndex v = Grid.Size.IndexOf(i);
                if (v.X >= from && v.X < to && v.Y >= from && v.Y < to && v.Z >= from && v.Z < to) labels[i] = label;
            }
        }

        return new LabelMap(Grid, labels);
    }
}
