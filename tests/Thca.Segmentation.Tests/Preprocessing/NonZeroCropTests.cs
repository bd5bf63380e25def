using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Tests.Preprocessing;

public class NonZeroCropTests
{
    [Fact]
    public void Box_HoldsWhatIsNotZero_HolesBelongToIt()
    {
        var volume = new Volume<float>(new ImageGeometry(new GridSize(8, 8, 8), Spacing.Isotropic(1)));
        for (int z = 2; z < 5; z++)
        {
            for (int y = 1; y < 4; y++)
            {
                for (int x = 3; x < 6; x++) volume[x, y, z] = 7;
            }
        }

        volume[4, 2, 3] = 0;
        volume[3, 1, 2] = 0;
        NonZeroCrop crop = NonZeroCrop.Of([volume]);
        Assert.Equal(new VoxelRegion(new VoxelIndex(3, 1, 2), new GridSize(3, 3, 3)), crop.Box);
        Assert.True(crop.Inside![1, 1, 1]);
        Assert.False(crop.Inside[0, 0, 0]);
    }

    [Fact]
    public void Channels_AreUnited()
    {
        var a = new Volume<float>(SmallImages.Grid());
        var b = new Volume<float>(SmallImages.Grid());
        a[1, 1, 1] = 1;
        b[4, 3, 2] = 1;
        Assert.Equal(new VoxelRegion(new VoxelIndex(1, 1, 1), new GridSize(4, 3, 2)), NonZeroCrop.Of([a, b]).Box);
    }

    [Fact]
    public void Ct_KeepsItsGrid()
    {
        NonZeroCrop crop = NonZeroCrop.Of([SmallImages.Ct(SmallImages.Grid())]);
        Assert.Equal(SmallImages.Grid().Size, crop.Box.Size);
        Assert.Null(crop.Inside);
    }

    [Fact]
    public void EmptyImage_KeepsItsGrid() => Assert.Equal(SmallImages.Grid().Size, NonZeroCrop.Of([new Volume<float>(SmallImages.Grid())]).Box.Size);
}
