using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Codecs;

/// <summary>How the voxels of one volume lie in a file.</summary>
/// <param name="Geometry">The grid.</param>
/// <param name="FileType">Scalar type of the bytes.</param>
/// <param name="BigEndian">Byte order of the file.</param>
/// <param name="Slope">Factor applied to every stored value.</param>
/// <param name="Intercept">Added after the factor.</param>
internal sealed record VoxelLayout(ImageGeometry Geometry, ComponentType FileType, bool BigEndian, double Slope = 1, double Intercept = 0)
{
    /// <summary>Whether slope and intercept change values.</summary>
    public bool IsScaled => Slope != 1 || Intercept != 0;

    /// <summary>Type of the values after scaling: scaled integers become single precision, as in ITK.</summary>
    public ComponentType StoredType => IsScaled && FileType.IsInteger() ? ComponentType.Float32 : FileType;

    /// <summary>Bytes of the voxels.</summary>
    public long ByteCount => (long)Geometry.Size.Count * FileType.Size();
}
