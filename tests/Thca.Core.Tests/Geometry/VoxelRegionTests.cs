using Thca.Core.Geometry;

namespace Thca.Core.Tests.Geometry;

public class VoxelRegionTests
{
    private static readonly VoxelRegion Box = new(new VoxelIndex(2, 3, 0), new GridSize(4, 2, 1));

    [Fact]
    public void Contains_BordersBelongToTheBox()
    {
        Assert.True(Box.Contains(2, 3, 0));
        Assert.True(Box.Contains(5, 4, 0));
        Assert.False(Box.Contains(6, 4, 0));
        Assert.False(Box.Contains(1, 3, 0));
    }

    [Fact]
    public void Grow_IsClippedToTheGrid() =>
        Assert.Equal(new VoxelRegion(new VoxelIndex(0, 0, 0), new GridSize(8, 8, 3)), Box.Grow(3, new GridSize(8, 8, 3)));

    [Fact]
    public void Grow_ByZero_IsTheSame() => Assert.Equal(Box, Box.Grow(0, new GridSize(8, 8, 3)));

    [Fact]
    public void Crop_KeepsThePhysicalPositionOfEveryVoxel()
    {
        var whole = new ImageGeometry(new GridSize(8, 8, 3), new Spacing(0.5, 2, 3), new PhysicalPoint(1, 2, 3), new DirectionCosines(0, 1, 0, -1, 0, 0, 0, 0, 1));
        ImageGeometry part = whole.Crop(Box);
        Assert.Equal(Box.Size, part.Size);
        Assert.Equal(0, part.IndexToPhysical(1, 1, 0).DistanceTo(whole.IndexToPhysical(3, 4, 0)), 1e-12);
    }
}
