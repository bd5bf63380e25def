using CsCheck;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;
using Thca.Imaging.Morphology;

namespace Thca.Imaging.Tests.Morphology;

public class BinaryMorphologyTests
{
    private static readonly Gen<Mask> Regions = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 7], Gen.Int[1, 6], Gen.Int[5, 95], Gen.Int[1, 1000])
        .Select((nx, ny, nz, percent, seed) => Masks.Noise(new ImageGeometry(new GridSize(nx, ny, nz), new Spacing(0.7, 1, 2.5)), percent, seed));

    [Theory]
    [InlineData(Connectivity.Face6, 7, 25)]
    [InlineData(Connectivity.Edge18, 19, 93)]
    [InlineData(Connectivity.Vertex26, 27, 125)]
    public void Dilate_OneVoxel_GivesTheNeighbourhood(Connectivity connectivity, int once, int twice)
    {
        Mask point = Masks.Where(new GridSize(7, 7, 7), (x, y, z) => (x, y, z) == (3, 3, 3));
        Assert.Equal(once, BinaryMorphology.Dilate(point, connectivity).Count());
        Assert.Equal(twice, BinaryMorphology.Dilate(point, connectivity, 2).Count());
        Assert.Equal(1, BinaryMorphology.Dilate(point, connectivity, 0).Count());
        Assert.Equal(point.Voxels.ToArray(), BinaryMorphology.Erode(BinaryMorphology.Dilate(point, connectivity), connectivity).Voxels.ToArray());
    }

    [Theory]
    [InlineData(Connectivity.Face6)]
    [InlineData(Connectivity.Edge18)]
    [InlineData(Connectivity.Vertex26)]
    public void DilateAndErode_AnyRegion_AreTheDefinition(Connectivity connectivity) => Regions.Sample(mask =>
    {
        Mask dilated = BinaryMorphology.Dilate(mask, connectivity), eroded = BinaryMorphology.Erode(mask, connectivity);
        for (int i = 0; i < mask.Voxels.Length; i++)
        {
            bool any = mask.Voxels[i] != 0, all = any;
            foreach (int? neighbour in Neighbours(mask.Size, i, connectivity))
            {
                bool inside = neighbour is { } n && mask.Voxels[n] != 0;
                any |= inside;
                all &= inside;
            }

            Assert.Equal(any, dilated.Voxels[i] != 0);
            Assert.Equal(all, eroded.Voxels[i] != 0);
        }
    });

    [Fact]
    public void OpenAndClose_AnyRegion_AreNestedAndIdempotent() => Regions.Sample(mask =>
    {
        Check(m => BinaryMorphology.Open(m, Connectivity.Edge18), m => BinaryMorphology.Close(m, Connectivity.Edge18));
        Check(m => BinaryMorphology.Open(m, 1.5), m => BinaryMorphology.Close(m, 1.5));

        void Check(Func<Mask, Mask> open, Func<Mask, Mask> close)
        {
            Mask opened = open(mask), closed = close(mask);
            for (int i = 0; i < mask.Voxels.Length; i++) Assert.True(opened.Voxels[i] <= mask.Voxels[i] && mask.Voxels[i] <= closed.Voxels[i]);
            Assert.Equal(opened.Voxels.ToArray(), open(opened).Voxels.ToArray());
            Assert.Equal(closed.Voxels.ToArray(), close(closed).Voxels.ToArray());
        }
    });

    [Fact]
    public void Dilate_Radius_RespectsSpacing()
    {
        Mask point = Masks.Where(new ImageGeometry(new GridSize(21, 21, 9), new Spacing(0.5, 0.5, 5)), (x, y, z) => (x, y, z) == (10, 10, 4));
        Mask ball = BinaryMorphology.Dilate(point, 3);
        Assert.True(ball[16, 10, 4]);
        Assert.False(ball[17, 10, 4]);
        Assert.False(ball[10, 10, 5]);
        Assert.Equal(point.Voxels.ToArray(), BinaryMorphology.Erode(ball, 3).Voxels.ToArray());
    }

    [Fact]
    public void Erode_Radius_TreatsTheOutsideAsBackground()
    {
        Mask all = Masks.Where(new GridSize(7, 7, 7), (_, _, _) => true);
        // 2 mm: voxels whose nearest outside centre is farther than 2, i.e. at least 3 steps away.
        Assert.Equal(27, BinaryMorphology.Erode(all, 2).Count());
    }

    [Fact]
    public void FillHoles_HollowBox_IsFilledUnlessOpen()
    {
        Mask hollow = Masks.Where(new GridSize(7, 7, 7), (x, y, z) => Math.Max(Math.Abs(x - 3), Math.Max(Math.Abs(y - 3), Math.Abs(z - 3))) == 2);
        Assert.Equal(125, BinaryMorphology.FillHoles(hollow).Count());
        Mask open = Masks.Where(new GridSize(7, 7, 7), (x, y, z) => hollow[x, y, z] && (x, y, z) != (5, 3, 3));
        Assert.Equal(open.Count(), BinaryMorphology.FillHoles(open).Count());
        // A hole that reaches outside through a corner only is open for 26-connected background.
        Mask corner = Masks.Where(new GridSize(7, 7, 7), (x, y, z) => hollow[x, y, z] && (x, y, z) != (1, 1, 1));
        Assert.Equal(124, BinaryMorphology.FillHoles(corner).Count());
        Assert.Equal(corner.Count(), BinaryMorphology.FillHoles(corner, Connectivity.Vertex26).Count());
    }

    private static IEnumerable<int?> Neighbours(GridSize size, int at, Connectivity connectivity)
    {
        VoxelIndex v = size.IndexOf(at);
        int reach = connectivity switch { Connectivity.Face6 => 1, Connectivity.Edge18 => 2, _ => 3 };
        for (int dz = -1; dz <= 1; dz++)
        {
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    int distance = Math.Abs(dx) + Math.Abs(dy) + Math.Abs(dz);
                    if (distance == 0 || distance > reach) continue;
                    yield return size.Contains(v.X + dx, v.Y + dy, v.Z + dz) ? size.Offset(v.X + dx, v.Y + dy, v.Z + dz) : null;
                }
            }
        }
    }
}
