using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Morphology;

/// <summary>A region on a grid that is larger by some background on every side, and the way back.</summary>
internal sealed class Padding
{
    private readonly Mask _original;
    private readonly VoxelRegion _inner;

    public Padding(Mask mask, int x, int y, int z)
    {
        _original = mask;
        _inner = new VoxelRegion(new VoxelIndex(x, y, z), mask.Size);
        GridSize size = mask.Size, larger = new(size.X + 2 * x, size.Y + 2 * y, size.Z + 2 * z);
        var voxels = new byte[larger.Count];
        for (int k = 0; k < size.Z; k++)
        {
            for (int j = 0; j < size.Y; j++)
                mask.Voxels.Slice(size.Offset(0, j, k), size.X).CopyTo(voxels.AsSpan(larger.Offset(x, j + y, k + z)));
        }

        Padded = new Mask(mask.Geometry with { Size = larger, Origin = mask.Geometry.IndexToPhysical(-x, -y, -z) }, voxels);
    }

    public Mask Padded { get; }

    /// <summary>The part of a region on the padded grid that lies on the original one.</summary>
    public Mask Remove(Mask padded) => new(_original.Geometry, padded.Crop(_inner).Voxels.ToArray());
}
