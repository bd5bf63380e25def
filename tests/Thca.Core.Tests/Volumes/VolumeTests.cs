using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Core.Tests.Volumes;

public class VolumeTests
{
    private static readonly ImageGeometry Grid = new(new GridSize(4, 3, 2), new Spacing(1, 2, 3));

    [Fact]
    public void Constructor_Wraps_WithoutCopy()
    {
        var voxels = new short[24];
        var volume = new Volume<short>(Grid, voxels);
        volume[3, 2, 1] = 7;
        Assert.Equal(7, voxels[23]);
        Assert.Equal(7, volume[new VoxelIndex(3, 2, 1)]);
        Assert.Equal(ComponentType.Int16, volume.StoredType);
    }

    [Fact]
    public void Constructor_WrongLength_NamesBothNumbers()
    {
        string message = Assert.Throws<ArgumentException>(() => new Volume<float>(Grid, new float[23])).Message;
        Assert.Contains("needs 24 values, got 23", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Crop_IsACopyOfTheBox()
    {
        var volume = new Volume<int>(Grid, [.. Enumerable.Range(0, 24)], ComponentType.UInt8);
        Volume<int> box = volume.Crop(new VoxelRegion(new VoxelIndex(1, 1, 0), new GridSize(2, 2, 2)));
        Assert.Equal([5, 6, 9, 10, 17, 18, 21, 22], box.Voxels.ToArray());
        Assert.Equal(new PhysicalPoint(1, 2, 0), box.Geometry.Origin);
        Assert.Equal(ComponentType.UInt8, box.StoredType);
        box[0, 0, 0] = -1;
        Assert.Equal(5, volume[1, 1, 0]);
    }

    [Fact]
    public void Select_ConvertsEachValue() =>
        Assert.Equal([0f, 0.5f, 1f], new Volume<int>(new ImageGeometry(new GridSize(3, 1, 1), new Spacing(1, 1, 1)), [0, 1, 2]).Select(v => v / 2f).Voxels.ToArray());

    [Fact]
    public void Clone_IsIndependent()
    {
        var volume = new Volume<double>(Grid);
        Volume<double> copy = volume.Clone();
        copy[0, 0, 0] = 1;
        Assert.Equal(0, volume[0, 0, 0]);
    }

    [Fact]
    public void ComponentTypes_KnowSizeAndKind()
    {
        Assert.Equal([1, 1, 2, 2, 4, 4, 8, 8, 4, 8], new[]
        {
            ComponentType.Int8, ComponentType.UInt8, ComponentType.Int16, ComponentType.UInt16, ComponentType.Int32, ComponentType.UInt32,
            ComponentType.Int64, ComponentType.UInt64, ComponentType.Float32, ComponentType.Float64,
        }.Select(t => t.Size()));
        Assert.True(ComponentType.UInt64.IsInteger());
        Assert.False(ComponentType.Float32.IsInteger());
        Assert.Equal(ComponentType.Float64, ComponentTypes.Of<double>());
        Assert.Throws<NotSupportedException>(() => ComponentTypes.Of<char>());
    }
}
