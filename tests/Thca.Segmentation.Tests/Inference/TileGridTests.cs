using Thca.Core.Geometry;
using Thca.Segmentation.Inference;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Inference;

public class TileGridTests
{
    [Theory]
    [InlineData(110, 64, "0 23 46")]
    [InlineData(200, 96, "0 35 69 104")]
    [InlineData(100, 96, "0 4")]
    [InlineData(96, 96, "0")]
    [InlineData(160, 56, "0 26 52 78 104")]
    [InlineData(512, 192, "0 80 160 240 320")]
    [InlineData(512, 160, "0 70 141 211 282 352")]
    [InlineData(60, 28, "0 11 21 32")]
    [InlineData(512, 256, "0 128 256")]
    [InlineData(512, 224, "0 96 192 288")]
    public void Starts_OriginalsCases_AreReproduced(int size, int tile, string starts) => Assert.Equal(starts, string.Join(' ', TileGrid.Starts(size, tile)));

    [Fact]
    public void Starts_Volume_XIsFastest() =>
        Assert.Equal([new VoxelIndex(0, 0, 0), new VoxelIndex(2, 0, 0), new VoxelIndex(0, 0, 1), new VoxelIndex(2, 0, 1)], TileGrid.Starts(new GridSize(6, 4, 3), new GridSize(4, 4, 2)));

    [Fact]
    public void ImportanceMap_TileOfTheOriginal_HasItsSumAndCorner()
    {
        float[] map = ImportanceMap.Of(new GridSize(16, 16, 8));
        Close.To(629.791762, map.Sum(m => (double)m), 1e-8);
        Close.To(3.77513454e-10, map[0], 1e-7);
        Assert.Equal(10f, map[new GridSize(16, 16, 8).Offset(8, 8, 4)]);
    }
}
