using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Core.Tests.Volumes;

public class MaskTests
{
    [Fact]
    public void BoundingBox_EqualsBruteForce() => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 5], Gen.Int[1, 4])
        .SelectMany((x, y, z) => Gen.Select(Gen.Const(new GridSize(x, y, z)), Gen.Int[0, 5].Select(v => (byte)(v == 0 ? 1 : 0)).Array[x * y * z]))
        .Sample((size, voxels) =>
        {
            VoxelIndex[] inside = [.. Enumerable.Range(0, voxels.Length).Where(i => voxels[i] != 0).Select(size.IndexOf)];
            VoxelRegion? box = new Mask(new ImageGeometry(size, new Spacing(1, 1, 1)), voxels).BoundingBox();
            if (inside.Length == 0)
            {
                Assert.Null(box);
                return;
            }

            Assert.Equal(new VoxelIndex(inside.Min(i => i.X), inside.Min(i => i.Y), inside.Min(i => i.Z)), box!.Value.Start);
            var last = new VoxelIndex(inside.Max(i => i.X), inside.Max(i => i.Y), inside.Max(i => i.Z));
            Assert.Equal(last, new VoxelIndex(box.Value.Start.X + box.Value.Size.X - 1, box.Value.Start.Y + box.Value.Size.Y - 1, box.Value.Start.Z + box.Value.Size.Z - 1));
        });

    [Fact]
    public void RequireBoundingBox_Empty_Throws()
    {
        var mask = new Mask(new ImageGeometry(new GridSize(2, 2, 2), new Spacing(1, 1, 1)), new byte[8]);
        Assert.Null(mask.BoundingBox());
        Assert.Equal("MASK_EMPTY", Assert.Throws<EmptyMaskException>(() => mask.RequireBoundingBox()).Code);
    }

    [Fact]
    public void Crop_ToBoundingBox_KeepsTheCount()
    {
        var geometry = new ImageGeometry(new GridSize(5, 4, 3), new Spacing(1, 1, 2));
        var voxels = new byte[60];
        foreach (int offset in (int[])[geometry.Size.Offset(4, 3, 2), geometry.Size.Offset(2, 1, 1), geometry.Size.Offset(3, 3, 2)]) voxels[offset] = 1;
        var mask = new Mask(geometry, voxels);
        Mask cropped = mask.Crop(mask.RequireBoundingBox());
        Assert.Equal(3, cropped.Count());
        Assert.Equal(new GridSize(3, 3, 2), cropped.Size);
        Assert.Equal(new PhysicalPoint(2, 1, 2), cropped.Geometry.Origin);
        Assert.True(cropped[0, 0, 0]);
        Assert.False(cropped[1, 0, 0]);
    }

    [Fact]
    public void Constructor_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => new Mask(new ImageGeometry(new GridSize(2, 2, 2), new Spacing(1, 1, 1)), new byte[7]));
}
