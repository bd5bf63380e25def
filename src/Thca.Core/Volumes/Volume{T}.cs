using Thca.Core.Geometry;

namespace Thca.Core.Volumes;

/// <summary>
/// A 3-D scalar image: voxel values in one contiguous block (x fastest, then y, then z) and the grid they lie on.
/// Owns or wraps its memory; never resamples itself. Not thread-safe for writing; concurrent reads are safe.
/// </summary>
/// <typeparam name="T">Voxel type.</typeparam>
public sealed class Volume<T>
    where T : unmanaged
{
    private readonly T[] _voxels;

    /// <summary>Creates a volume filled with zero.</summary>
    public Volume(ImageGeometry geometry)
        : this(geometry, new T[geometry.Size.Count])
    {
    }

    /// <summary>Wraps an array without copying it.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="voxels">Exactly one value per voxel, x fastest.</param>
    /// <param name="storedType">Scalar type of the file the values came from; default: the type of <typeparamref name="T"/>.</param>
    /// <exception cref="ArgumentException">The array's length is not the number of voxels.</exception>
    public Volume(ImageGeometry geometry, T[] voxels, ComponentType? storedType = null)
    {
        if (voxels.Length != geometry.Size.Count)
            throw new ArgumentException(FormattableString.Invariant($"A grid of {geometry.Size} needs {geometry.Size.Count} values, got {voxels.Length}."), nameof(voxels));
        Geometry = geometry;
        _voxels = voxels;
        StoredType = storedType ?? ComponentTypes.Of<T>();
    }

    /// <summary>The grid.</summary>
    public ImageGeometry Geometry { get; }

    /// <summary>Scalar type of the values in their file. Resampling truncates towards zero where this is an integer type, as ITK does.</summary>
    public ComponentType StoredType { get; }

    /// <summary>Number of voxels along each axis.</summary>
    public GridSize Size => Geometry.Size;

    /// <summary>All values, x fastest.</summary>
    public Span<T> Voxels => _voxels;

    /// <summary>All values as memory that may be captured, x fastest.</summary>
    public Memory<T> Memory => _voxels;

    /// <summary>Value of one voxel.</summary>
    public ref T this[int x, int y, int z] => ref _voxels[Size.Offset(x, y, z)];

    /// <summary>Value of one voxel.</summary>
    public ref T this[VoxelIndex index] => ref _voxels[Size.Offset(index.X, index.Y, index.Z)];

    /// <summary>A new volume with another voxel type, converted value by value.</summary>
    public Volume<TOther> Select<TOther>(Func<T, TOther> convert)
        where TOther : unmanaged
    {
        var result = new TOther[_voxels.Length];
        for (int i = 0; i < result.Length; i++) result[i] = convert(_voxels[i]);
        return new Volume<TOther>(Geometry, result);
    }

    /// <summary>A copy of a box of this volume.</summary>
    public Volume<T> Crop(VoxelRegion region)
    {
        var result = new T[region.Size.Count];
        int target = 0;
        for (int z = 0; z < region.Size.Z; z++)
        {
            for (int y = 0; y < region.Size.Y; y++)
            {
                int source = Size.Offset(region.Start.X, region.Start.Y + y, region.Start.Z + z);
                _voxels.AsSpan(source, region.Size.X).CopyTo(result.AsSpan(target));
                target += region.Size.X;
            }
        }

        return new Volume<T>(Geometry.Crop(region), result, StoredType);
    }

    /// <summary>A deep copy.</summary>
    public Volume<T> Clone() => new(Geometry, (T[])_voxels.Clone(), StoredType);
}
