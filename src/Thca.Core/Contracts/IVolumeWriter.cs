using Thca.Core.Volumes;

namespace Thca.Core.Contracts;

/// <summary>Writes one volume in a file format.</summary>
public interface IVolumeWriter
{
    /// <summary>Writes the volume with the scalar type <typeparamref name="T"/>.</summary>
    void Write<T>(Volume<T> volume, Stream stream)
        where T : unmanaged;
}
