using Thca.Core.Errors;
using Thca.Core.Geometry;

namespace Thca.Core.Volumes;

/// <summary>A binary region of interest on a voxel grid: 1 inside, 0 outside.</summary>
public sealed class Mask
{
    private readonly byte[] _voxels;

    /// <summary>Wraps an array of zeros and ones without copying it.</summary>
    /// <exception cref="ArgumentException">The array's length is not the number of voxels.</exception>
    public Mask(ImageGeometry geometry, byte[] voxels)
    {
        if (voxels.Length != geometry.Size.Count)
            throw new ArgumentException(FormattableString.Invariant($"A grid of {geometry.Size} needs {geometry.Size.Count} values, got {voxels.Length}."), nameof(voxels));
        Geometry = geometry;
        _voxels = voxels;
    }

    /// <summary>The grid.</summary>
    public ImageGeometry Geometry { get; }

    /// <summary>Number of voxels along each axis of the grid.</summary>
    public GridSize Size => Geometry.Size;

    /// <summary>One byte per voxel, x fastest: 1 inside, 0 outside.</summary>
    public ReadOnlySpan<byte> Voxels => _voxels;

    /// <summary>One byte per voxel as memory that may be captured.</summary>
    public ReadOnlyMemory<byte> Memory => _voxels;

    /// <summary>Whether a voxel is inside.</summary>
    public bool this[int x, int y, int z] => _voxels[Size.Offset(x, y, z)] != 0;

    /// <summary>Number of voxels inside.</summary>
    public int Count()
    {
        int count = 0;
        foreach (byte v in _voxels) count += v != 0 ? 1 : 0;
        return count;
    }

    /// <summary>Smallest box that holds the region, or null when the region is empty.</summary>
    public VoxelRegion? BoundingBox() => RegionBounds.Of(_voxels, Size);

    /// <summary>Smallest box that holds the region.</summary>
    /// <exception cref="EmptyMaskException">The region has no voxel.</exception>
    public VoxelRegion RequireBoundingBox() => BoundingBox() ?? throw new EmptyMaskException();

    /// <summary>The region clipped to a box of the grid.</summary>
    public Mask Crop(VoxelRegion region)
    {
        Volume<byte> cropped = new Volume<byte>(Geometry, _voxels).Crop(region);
        return new Mask(cropped.Geometry, cropped.Voxels.ToArray());
    }

    /// <summary>The same region as a volume of bytes (shares memory).</summary>
    public Volume<byte> AsVolume() => new(Geometry, _voxels);
}
