using CsCheck;
using Thca.Core.Geometry;

namespace Thca.Core.Tests.Geometry;

public class GridSizeTests
{
    [Fact]
    public void Offset_ThenIndexOf_IsTheSameVoxel() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[1, 30]).SelectMany((x, y, z) => Gen.Select(Gen.Const(new GridSize(x, y, z)), Gen.Int[0, x * y * z - 1]))
            .Sample((size, offset) =>
            {
                VoxelIndex index = size.IndexOf(offset);
                Assert.True(size.Contains(index.X, index.Y, index.Z));
                Assert.Equal(offset, size.Offset(index.X, index.Y, index.Z));
            });

    [Fact]
    public void Offset_XIsFastestThenYThenZ()
    {
        var size = new GridSize(3, 4, 5);
        Assert.Equal(60, size.Count);
        Assert.Equal(1, size.Offset(1, 0, 0));
        Assert.Equal(3, size.Offset(0, 1, 0));
        Assert.Equal(12, size.Offset(0, 0, 1));
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(3, 0, 0)]
    [InlineData(0, 4, 0)]
    [InlineData(0, 0, 5)]
    public void Contains_Outside_IsFalse(int x, int y, int z) => Assert.False(new GridSize(3, 4, 5).Contains(x, y, z));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -3, 1)]
    [InlineData(65536, 65536, 1)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void Constructor_EmptyOrTooLarge_Throws(int x, int y, int z) => Assert.Throws<ArgumentOutOfRangeException>(() => new GridSize(x, y, z));
}
