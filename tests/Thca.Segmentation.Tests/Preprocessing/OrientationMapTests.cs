using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Tests.Preprocessing;

public class OrientationMapTests
{
    public static TheoryData<double[]> Orientations => new()
    {
        new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
        new double[] { -1, 0, 0, 0, -1, 0, 0, 0, 1 },
        new double[] { 0, 0, 1, 1, 0, 0, 0, -1, 0 },
        new double[] { 0, -1, 0, 0, 0, 1, -1, 0, 0 },
        new double[] { 0.9848, -0.1736, 0, 0.1736, 0.9848, 0, 0, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(Orientations))]
    public void ToLps_KeepsEveryVoxelWhereItIs_AndInverseUndoesIt(double[] direction)
    {
        var geometry = new ImageGeometry(new GridSize(4, 3, 2), new Spacing(1, 2, 3), new PhysicalPoint(5, 6, 7), DirectionCosines.FromArray(direction));
        var volume = new Volume<int>(geometry, [.. Enumerable.Range(0, 24)]);
        var map = OrientationMap.ToLps(geometry);
        Volume<int> turned = map.Apply(volume);
        for (int z = 0; z < turned.Size.Z; z++)
        {
            for (int y = 0; y < turned.Size.Y; y++)
            {
                for (int x = 0; x < turned.Size.X; x++)
                {
                    VoxelIndex source = geometry.Size.IndexOf(turned[x, y, z]);
                    Assert.True(turned.Geometry.IndexToPhysical(x, y, z).DistanceTo(geometry.IndexToPhysical(source.X, source.Y, source.Z)) < 1e-9);
                }
            }
        }

        double[] d = turned.Geometry.Direction.ToArray();
        Assert.All(new[] { d[0], d[4], d[8] }, v => Assert.True(v > 0.9));
        Volume<int> back = map.Inverse().Apply(turned);
        Assert.Equal(volume.Voxels.ToArray(), back.Voxels.ToArray());
        Assert.True(back.Geometry.Matches(geometry, 1e-9));
    }

    [Fact]
    public void Identity_CopiesNothing()
    {
        var volume = new Volume<byte>(SmallImages.Grid());
        Assert.Same(volume, OrientationMap.ToLps(volume.Geometry).Apply(volume));
        Assert.True(OrientationMap.ToLps(volume.Geometry).IsIdentity);
        Assert.False(OrientationMap.ToRas(volume.Geometry).IsIdentity);
    }
}
